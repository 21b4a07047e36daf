/**
 * The scripts of a page wait until its text has been painted: what is read first has the connection and the processor to itself.
 */

/** The build moves a page's scripts into the template of this id; `scripts/late-scripts.ts` does that. */
export const lateScriptsId = 'late-scripts';

/** The performance mark that is set once a page's scripts have run, or could not be had. */
export const scriptsRan = 'scripts-ran';

/**
 * Starts what waits in the template, in its order, after the frame in which the whole text was painted; a page in the background
 * is not painted and need not wait. Its hash stands in the page's content security policy, hence a constant text.
 */
export const lateScriptsLoader = `addEventListener('DOMContentLoaded',()=>{
let template=document.getElementById('${lateScriptsId}'),left=0
const start=()=>{
if(!template)return
const parts=template.content
template=null
for(const waiting of parts.querySelectorAll('script')){
const script=document.createElement('script')
script.type='module'
script.src=waiting.getAttribute('src')
script.async=false
script.onload=script.onerror=()=>--left||performance.mark('${scriptsRan}')
left++
waiting.replaceWith(script)}
document.head.append(parts)}
if(document.hidden)return start()
requestAnimationFrame(()=>requestAnimationFrame(()=>setTimeout(start)))
setTimeout(start,2000)})`;
