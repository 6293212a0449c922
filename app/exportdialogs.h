// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/traceexporter.h"

// The desktop's file dialog, and the question before a file is replaced. `window` must outlive what
// is returned.
ExportDialogs desktopExportDialogs(QWidget* window);

// ".jsonl"
QString endingOf(ExportKind kind);
