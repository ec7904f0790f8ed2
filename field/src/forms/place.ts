/** Where the phone is, from its own satellite receiver only. */

export interface Place {
  /** As a geopoint: latitude, longitude, altitude, accuracy. */
  readonly value: string;
  /** Radius in metres within which the phone believes itself to be. */
  readonly accuracy: number;
}

/** Why there is no place: the person has not allowed it, or the phone finds none. */
export class NoPlace extends Error {
  constructor(readonly refused: boolean) {
    super(refused ? "refused" : "not found");
  }
}

const GOOD_ENOUGH = 8; // metres: nearer than the next house

const asPlace = ({ coords }: GeolocationPosition): Place => ({
  value: `${coords.latitude.toFixed(7)} ${coords.longitude.toFixed(7)} ${(coords.altitude ?? 0).toFixed(1)} ${coords.accuracy.toFixed(1)}`,
  accuracy: coords.accuracy,
});

/**
 * Measures until the place is good enough or `patience` milliseconds have passed, and gives the best it has seen.
 * @throws NoPlace when there was none at all.
 */
export function measurePlace(patience: number, seen: (place: Place) => void = () => undefined): Promise<Place> {
  const receiver = navigator.geolocation as Geolocation | undefined;
  if (receiver === undefined) return Promise.reject(new NoPlace(false));
  return new Promise((resolve, reject) => {
    let best: Place | null = null;
    let last: NoPlace | null = null;
    const end = () => {
      receiver.clearWatch(watch);
      clearTimeout(timer);
      if (best !== null) resolve(best);
      else reject(last ?? new NoPlace(false));
    };
    const timer = setTimeout(end, patience);
    const watch = receiver.watchPosition(
      (position) => {
        const place = asPlace(position);
        if (best === null || place.accuracy < best.accuracy) seen((best = place));
        if (best.accuracy <= GOOD_ENOUGH) end();
      },
      (error) => {
        last = new NoPlace(error.code === error.PERMISSION_DENIED);
        if (last.refused) end();
      },
      { enableHighAccuracy: true, maximumAge: 0 },
    );
  });
}

/** A place written by hand: "18.7883, 98.9853" or with a space. null when it is none. */
export function readPlace(text: string): string | null {
  const found = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[, ]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text);
  if (found === null) return null;
  const [latitude, longitude] = [Number(found[1]), Number(found[2])];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? `${latitude} ${longitude} 0 0` : null;
}
