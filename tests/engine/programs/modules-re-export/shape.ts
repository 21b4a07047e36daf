console.log('never evaluated: only a type comes from here');
export interface Shape {
  kind: string;
}
