/** Where families live, as far as the lists say. Nothing here leaves the phone. */

export interface Place {
  readonly lat: number;
  readonly lon: number;
}

const EARTH_RADIUS = 6_371_000; // metres

/** ODK's geometry ("lat lon altitude accuracy"); null when empty or not a place on earth. */
export function readPlace(geometry: string): Place | null {
  const [lat, lon] = geometry.trim().split(/[\s,]+/).map(Number);
  if (lat === undefined || lon === undefined || !geometry.trim()) return null;
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : null;
}

/** Metres along the ground (great circle). */
export function metresBetween(one: Place, other: Place): number {
  const radians = Math.PI / 180;
  const dLat = (other.lat - one.lat) * radians;
  const dLon = (other.lon - one.lon) * radians;
  const half = Math.sin(dLat / 2) ** 2 + Math.cos(one.lat * radians) * Math.cos(other.lat * radians) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(half)));
}

export interface Plot {
  /** Position in the drawing, in its own units (metres from the upper left corner). */
  at(place: Place): { x: number; y: number };
  readonly width: number;
  readonly height: number;
}

/** A flat drawing of the places, north up, true to scale in both directions. At least `least` metres wide and high. */
export function plotOf(places: readonly Place[], least = 200): Plot {
  const lats = places.map((place) => place.lat);
  const lons = places.map((place) => place.lon);
  const middle = { lat: (Math.min(...lats) + Math.max(...lats)) / 2, lon: (Math.min(...lons) + Math.max(...lons)) / 2 };
  const perLat = (EARTH_RADIUS * Math.PI) / 180;
  const perLon = perLat * Math.cos((middle.lat * Math.PI) / 180);
  const width = Math.max(least, (Math.max(...lons) - Math.min(...lons)) * perLon) * 1.15;
  const height = Math.max(least, (Math.max(...lats) - Math.min(...lats)) * perLat) * 1.15;
  return {
    width,
    height,
    at: ({ lat, lon }) => ({ x: width / 2 + (lon - middle.lon) * perLon, y: height / 2 - (lat - middle.lat) * perLat }),
  };
}

/** A round length for a scale bar: 1, 2 or 5 times a power of ten, at most `metres`. */
export function scaleLength(metres: number): number {
  const power = 10 ** Math.floor(Math.log10(metres));
  return ([5, 2, 1].find((step) => step * power <= metres) ?? 1) * power;
}
