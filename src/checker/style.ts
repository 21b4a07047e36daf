/** Colours of the report; plain text where nobody sees colours. */
import { styleText } from 'node:util';

type Ink = Parameters<typeof styleText>[0];

export interface Style {
  bad(text: string): string;
  good(text: string): string;
  strong(text: string): string;
  faint(text: string): string;
}

const ink =
  (format: Ink) =>
  (text: string): string =>
    styleText(format, text, { validateStream: false });

export const coloured: Style = {
  bad: ink('red'),
  good: ink('green'),
  strong: ink('bold'),
  faint: ink('dim'),
};

const asIs = (text: string) => text;
export const plain: Style = { bad: asIs, good: asIs, strong: asIs, faint: asIs };
