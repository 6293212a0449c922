// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <array>
#include <cstddef>

// The last lines that the program said of itself, for a crash report. Nothing of telemetry gets in:
// of Qt's own messages only the words before the first name or number, of other messages that there
// was one, and our own are literals. What an assertion says is source code, and kept whole. Any
// thread.
namespace logring {

inline constexpr std::size_t kLines = 50;
inline constexpr std::size_t kLineBytes = 120; // its zero included

// Of our own; `text` is a literal.
void note(const char* text);

// From now on Qt's messages are kept, too; they go on to where they went before. Once.
void watchQtMessages();

// What is kept of one of Qt's.
QString withoutContent(const QString& message);

// What is kept of one that ends the program: an assertion with the base name of its file.
QString fatalText(const QString& message);

// The one that has ended the program, by fatalText(); empty: none has. For a signal handler.
const char* fatal();

// As they stand in memory, oldest first, each ended by a zero; for a signal handler, which takes no
// lock: the newest may be half written.
using Line = std::array<char, kLineBytes>;
std::size_t count(); // of lines, at most kLines
const char* line(std::size_t index); // 0 is the oldest

} // namespace logring
