/** Where the phone is. Asked for by a button only, kept in memory only. */
import { reactive } from "vue";
import type { Place } from "../kernel/places";

export const whereabouts = reactive({
  place: null as Place | null,
  within: 0,
  state: "unknown" as "unknown" | "looking" | "found" | "refused" | "failed",
});

export function locate(): void {
  whereabouts.state = "looking";
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      whereabouts.place = { lat: coords.latitude, lon: coords.longitude };
      whereabouts.within = Math.round(coords.accuracy);
      whereabouts.state = "found";
    },
    (trouble) => (whereabouts.state = trouble.code === trouble.PERMISSION_DENIED ? "refused" : "failed"),
    { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 },
  );
}
