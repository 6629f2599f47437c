#ifndef FACIES_ROWS_H
#define FACIES_ROWS_H

#include "dispatch.h"

// What the layers of image networks share: a pixel is a row of channels.

/// erf(x) to 4 ulp: the rational approximation of odd degree 13 over even
/// degree 8 on [-4, 4] that Eigen and XLA use.
FK_BODY v16 erf16(v16 x) {
  x = choose(x > splat(4), splat(4), choose(x < splat(-4), splat(-4), x));
  v16 s = x * x;
  v16 p = splat(-2.72614225801306e-10f);
  p = p * s + splat(2.77068142495902e-08f);
  p = p * s + splat(-2.10102402082508e-06f);
  p = p * s + splat(-5.69250639462346e-05f);
  p = p * s + splat(-7.34990630326855e-04f);
  p = p * s + splat(-2.95459980854025e-03f);
  p = p * s + splat(-1.60960333262415e-02f);
  v16 q = splat(-1.45660718464996e-05f);
  q = q * s + splat(-2.13374055278905e-04f);
  q = q * s + splat(-1.68282697438203e-03f);
  q = q * s + splat(-7.37332916720468e-03f);
  q = q * s + splat(-1.42647390514189e-02f);
  return x * p / q;
}

FK_BODY v16 finish(v16 x, fk_finish f) {
  const v16 zero = splat(0), six = splat(6);
  switch (f) {
    case FK_GELU:
      return splat(0.5f) * x * (splat(1) + erf16(x * splat(0.70710678118654752f)));
    case FK_RELU6:
      x = choose(x > zero, x, zero);
      return choose(x < six, x, six);
    default: return x;
  }
}

#endif
