/** Where the reader's choice is kept: `light`, `dark`, or nothing for the system's. */
export const themeKey = 'interleave:theme';

/**
 * Runs before anything is drawn, so that a chosen theme never flashes. Its hash stands in the page's content security
 * policy, hence a constant text.
 */
export const themeScript = `try{var t=localStorage.getItem('${themeKey}');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch{}`;
