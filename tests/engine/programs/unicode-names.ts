// Identifiers beyond ASCII, escapes and astral strings.
const größe = 1;
const 文字 = '文字';
const \u0061bc = 'escaped';
async function ähnlich(𝒳: number) {
  await null;
  return `${größe}${文字}${abc}😀${𝒳}`;
}
console.log(await ähnlich(7), ähnlich.name);
