// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <string>

namespace items {

// A sentence that a model wrote in English because it is recorded, or may be (what a lever refuses,
// a rung's detail, why a key moment is when it is), in the window's language: it is read again by
// the forms of wordforms.h, and what is not of them, or a person's or a peer's, stays as it is.
// The same text where the window is English. Any thread.
std::string ownWords(const std::string& english);
QString ownWords(const QString& english);

// The same of the value of a lever: only that there is none is ours ("no entry"); a breaker that is
// "closed" is called so.
std::string valueWords(const std::string& english);

// The same of a step's note, which is a person's or ours: a word by itself is a person's ("yes").
std::string noteWords(const std::string& english);

} // namespace items
