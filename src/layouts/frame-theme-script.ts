/** For a frame in somebody else's page, which says how it wants it: `?theme=light` or `dark`, else the system's. */
export const frameThemeScript = `try{var t=new URLSearchParams(location.search).get('theme');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch{}`;
