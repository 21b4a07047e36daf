/** Comparing what a page looks like, with the page's own browser as the reader of PNG files. */
import type { Page } from 'playwright-core';

/** The share of pixels, from 0 to 1, that differ visibly between two screenshots of the same size. */
export async function differingShare(page: Page, a: Buffer, b: Buffer): Promise<number> {
  return page.evaluate(
    async ([first, second]) => {
      const read = async (data: string) => {
        const image = new Image();
        image.src = `data:image/png;base64,${data}`;
        await image.decode();
        const canvas = document.createElement('canvas');
        canvas.width = image.width;
        canvas.height = image.height;
        const context = canvas.getContext('2d', { willReadFrequently: true });
        context?.drawImage(image, 0, 0);
        return context?.getImageData(0, 0, image.width, image.height);
      };
      const [x, y] = [await read(first ?? ''), await read(second ?? '')];
      if (!x || !y || x.width !== y.width || x.height !== y.height) return 1;
      let differing = 0;
      for (let i = 0; i < x.data.length; i += 4) {
        const distance = [0, 1, 2].reduce(
          (sum, c) => sum + Math.abs((x.data[i + c] ?? 0) - (y.data[i + c] ?? 0)),
          0,
        );
        if (distance > 120) differing++;
      }
      return differing / (x.data.length / 4);
    },
    [a.toString('base64'), b.toString('base64')],
  );
}
