// Its origin is nobody’s.
// prints: null

return self.origin;
