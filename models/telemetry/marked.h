// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

// Marks a text for the translators in a module without Qt: lupdate knows it by this name. As Qt has
// it, word for word.
#ifndef QT_TRANSLATE_NOOP
#define QT_TRANSLATE_NOOP(scope, x) x
#endif
