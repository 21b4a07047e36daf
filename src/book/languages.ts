/** The languages of the book, and what its pages say in each. */

export interface Words {
  skip: string;
  search: string;
  contents: string;
  appearance: string;
  onThisPage: string;
  chapter: string;
  /** In front of the name of the original, on a translated page. */
  alsoIn: string;
  minutes: string;
  /** A section whose original has changed since. */
  stale: string;
  readOriginal: string;
  /** Where the translation ends. */
  untilHere: string;
  goOn: string;
}

export interface Language {
  /** BCP 47, for `lang` and `hreflang`. */
  tag: string;
  /** In the language itself. */
  name: string;
  words: Words;
}

/** The original's. */
export const english: Language = {
  tag: 'en-GB',
  name: 'English',
  words: {
    skip: 'Skip to the text',
    search: 'Search',
    contents: 'Contents',
    appearance: 'Appearance',
    onThisPage: 'On this page',
    chapter: 'Chapter',
    alsoIn: 'Also in',
    minutes: 'min',
    stale: 'The English text of this section has changed since it was translated.',
    readOriginal: 'Read it in English',
    untilHere: 'The translation ends here.',
    goOn: 'Go on in English',
  },
};

/** Translations by the folder of `translations/` and of the site. */
export const languages: Record<string, Language> = {
  de: {
    tag: 'de',
    name: 'Deutsch',
    words: {
      skip: 'Zum Text springen',
      search: 'Suchen',
      contents: 'Inhalt',
      appearance: 'Darstellung',
      onThisPage: 'Auf dieser Seite',
      chapter: 'Kapitel',
      alsoIn: 'Auch auf',
      minutes: 'Min.',
      stale: 'Der englische Text dieses Abschnitts hat sich seit der Übersetzung geändert.',
      readOriginal: 'Auf Englisch lesen',
      untilHere: 'Bis hierher reicht die Übersetzung.',
      goOn: 'Auf Englisch weiterlesen',
    },
  },
};

/** @throws Error for a folder that is no language of the book. */
export function findLanguage(folder: string): Language {
  const language = languages[folder];
  if (!language)
    throw new Error(
      `translations/${folder}: the book has no such language. Add it to src/book/languages.ts.`,
    );
  return language;
}
