/** The page's type-checker: TypeScript in a worker of our own origin. It never runs what it reads. */
import ts from 'typescript';
import { createExampleService, type ExampleService } from './example-service.ts';

/** What it is started with: texts by name, as JSON, since that much data is better not parsed by the page. */
export interface Start {
  libraries: ArrayBuffer;
  nodeTypes?: ArrayBuffer;
}

/** `libraries.json` */
export interface Libraries {
  libraries: Record<string, string>;
  worlds: Record<string, string>;
}

export interface Call {
  id: number;
  method: keyof ExampleService;
  args: unknown[];
}

export type Reply = { id: number; value: unknown } | { id: number; error: string };

let service: ExampleService | undefined;
const decode = <T>(bytes: ArrayBuffer): T => JSON.parse(new TextDecoder().decode(bytes));

addEventListener('message', ({ data }: MessageEvent<Start | Call>) => {
  if ('libraries' in data) {
    const { libraries, worlds } = decode<Libraries>(data.libraries);
    const nodeTypes = data.nodeTypes && decode<Record<string, string>>(data.nodeTypes);
    service = createExampleService({
      ts,
      lib: (name) => libraries[name],
      ...(nodeTypes && { nodeTypes: (path: string) => nodeTypes[path] }),
      worlds,
    });
    return;
  }
  const { id, method, args } = data;
  let reply: Reply;
  try {
    const answer = service?.[method] as (...given: unknown[]) => unknown;
    reply = { id, value: answer(...args) };
  } catch (error) {
    reply = { id, error: error instanceof Error ? error.message : String(error) };
  }
  postMessage(reply);
});
