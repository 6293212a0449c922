// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/sources/setupsnippets.h"

#include <QtGlobal>

#include <span>

// Of setupsnippets.h, those that put code into a program.
namespace sources {

// Looked up in the user's language, as all of them.
inline constexpr const char* kOnceInShell =
    QT_TRANSLATE_NOOP("sources::SetupPanel", "in a shell, once");
inline constexpr const char* kStartingShell =
    QT_TRANSLATE_NOOP("sources::SetupPanel", "in the shell that starts the service");

std::span<const SnippetText> pythonSnippets();
std::span<const SnippetText> javaScriptSnippets();
std::span<const SnippetText> goSnippets();
std::span<const SnippetText> dotNetSnippets();
std::span<const SnippetText> openInferenceSnippets();
std::span<const SnippetText> vercelSnippets();
std::span<const SnippetText> springSnippets();

} // namespace sources
