throw new RangeError('out of bounds');
