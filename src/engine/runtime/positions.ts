/** From a position in the worker's script back to the program's own files. */
import type { ModuleDescription } from '../assemble.ts';
import { mapPosition, type Place } from '../compile/position.ts';

export interface ProgramPosition extends Place {
  file: string;
}

export interface Positions {
  /** `line` and `column` are 0-based, in the script. `undefined` for the runtime's own code. */
  toProgram(line: number, column: number): ProgramPosition | undefined;
}

/** `modulesNow` gives those of the program that runs now, in the order in which they stand in the script. */
export function createPositions(
  modulesNow: () => readonly (readonly [ModuleDescription, unknown])[],
): Positions {
  return {
    toProgram(line, column) {
      const modules = modulesNow();
      for (let index = modules.length - 1; index >= 0; index--) {
        const module = (modules[index] as (typeof modules)[number])[0];
        if (line < module.line) continue;
        const place = mapPosition(module, line - module.line, column);
        return { file: module.name, line: place.line, column: place.column };
      }
      return undefined;
    },
  };
}
