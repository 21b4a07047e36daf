/** What a reader can choose of a page's looks. Each choice is an attribute of the root element; the styles do the rest. */

export interface Choice {
  /** The attribute is `data-NAME`. */
  name: string;
  label: string;
  /** The first one is the default: nothing is kept of it, and no attribute is set. */
  values: [value: string, label: string][];
}

export const choices: Choice[] = [
  {
    name: 'theme',
    label: 'Theme',
    values: [
      ['system', 'As the system'],
      ['light', 'Light'],
      ['dark', 'Dark'],
    ],
  },
  {
    name: 'contrast',
    label: 'Contrast',
    values: [
      ['system', 'As the system'],
      ['more', 'High'],
    ],
  },
  {
    name: 'size',
    label: 'Text size',
    values: [
      ['usual', 'Usual'],
      ['small', 'Smaller'],
      ['large', 'Larger'],
      ['huge', 'Largest'],
    ],
  },
  {
    name: 'measure',
    label: 'Lines',
    values: [
      ['usual', 'Usual'],
      ['short', 'Shorter'],
      ['long', 'Longer'],
    ],
  },
  {
    name: 'code',
    label: 'Code on wide screens',
    values: [
      ['below', 'Below the text'],
      ['beside', 'Beside the text'],
    ],
  },
];

/** Where a choice is kept; nothing is kept of a default. */
export const keyOf = (name: string) => `interleave:${name}`;
