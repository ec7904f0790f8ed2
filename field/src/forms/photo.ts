/** Photographs are made small before anything keeps them: what is not needed to see a house is not carried nor sent. */

const LONG_SIDE = 1600; // pixels: a paper can be read, a face be known
const GOAL = 350_000; // bytes: about ten seconds on a poor line
const QUALITIES = [0.8, 0.7, 0.6, 0.5];

/** The size at which a picture is kept: the long side at most `longSide`, never larger than it was. */
export function keptSize(width: number, height: number, longSide = LONG_SIDE): { width: number; height: number } {
  const scale = Math.min(1, longSide / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

const encode = (canvas: HTMLCanvasElement, quality: number): Promise<Blob> =>
  new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error("no picture")) : resolve(blob)), "image/jpeg", quality);
  });

/**
 * A JPEG of the picture, drawn anew: turned as it was taken, without place, time or maker of the camera.
 * @param longSide limit of the form (max-pixels), where it sets one
 * @throws Error when the file is no picture that this browser can draw
 */
export async function compressed(file: Blob, longSide?: number): Promise<File> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const size = keptSize(picture.width, picture.height, Math.min(longSide ?? LONG_SIDE, LONG_SIDE));
  const canvas = Object.assign(document.createElement("canvas"), size);
  const brush = canvas.getContext("2d");
  if (brush === null) throw new Error("no canvas");
  brush.fillStyle = "#fff"; // where a drawing is see-through
  brush.fillRect(0, 0, size.width, size.height);
  brush.drawImage(picture, 0, 0, size.width, size.height);
  picture.close();
  let smallest: Blob | null = null;
  for (const quality of QUALITIES) {
    smallest = await encode(canvas, quality);
    if (smallest.size <= GOAL) break;
  }
  canvas.width = canvas.height = 0; // a cheap phone has little memory: give it back at once
  if (smallest === null) throw new Error("no picture");
  return new File([smallest], "photo.jpg", { type: "image/jpeg" });
}
