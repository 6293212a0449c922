// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

// Drops two warnings that Qt gives wherever there is no desktop and nobody can act on: that the
// offscreen platform does not propagate size hints, and that XDG_RUNTIME_DIR is not set. All other
// messages are written as before. Call before the application is made.
void silencePlatformNoise();
