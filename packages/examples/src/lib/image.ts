/** Pixels of three bytes, row by row. */
export interface Image {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

/** The image in another size, each pixel the mean of those it covers; in a larger one pixels repeat. */
export function resize(image: Image, width: number, height: number): Image {
  const pixels = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    const [top, bottom] = covered(y, height, image.height)
    for (let x = 0; x < width; x++) {
      const [left, right] = covered(x, width, image.width)
      pixels.set(mean(image, left, top, right, bottom), (y * width + x) * 3)
    }
  }
  return { width, height, pixels }
}

/** The range of `size` pixels that pixel `at` of `newSize` covers; never empty. */
function covered(at: number, newSize: number, size: number): [from: number, to: number] {
  const from = Math.floor((at * size) / newSize)
  return [from, Math.max(from + 1, Math.floor(((at + 1) * size) / newSize))]
}

function mean(image: Image, left: number, top: number, right: number, bottom: number): [number, number, number] {
  let red = 0
  let green = 0
  let blue = 0
  for (let y = top; y < bottom; y++) {
    for (let at = (y * image.width + left) * 3, end = (y * image.width + right) * 3; at < end; at += 3) {
      red += image.pixels[at] as number
      green += image.pixels[at + 1] as number
      blue += image.pixels[at + 2] as number
    }
  }
  const count = (right - left) * (bottom - top)
  return [Math.round(red / count), Math.round(green / count), Math.round(blue / count)]
}
