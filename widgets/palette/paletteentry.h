// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

#include <functional>

namespace palette {

// What a palette can be narrowed to, by the sign that is typed first.
enum class Scope
{
    All,
    Actions, // >
    Services, // @
    Traces, // #
    Help, // ?
};

// One thing that can be gone to or done. All texts are safe to show, on one line.
struct Entry
{
    // By which it is remembered that it was used; empty: it is not remembered. No two alike.
    QString key;
    Scope scope = Scope::All; // All: of none in particular
    QString kind; // one word: "Action"
    QString title;
    QString detail = {}; // where it is, whose it is; may be empty
    QString shortcut = {};
    bool isEnabled = true;
    QString reason = {}; // why it is not; may be empty
    QString link = {}; // to it; empty: there is none
    QStringList inside = {}; // what stands in it, found last; the line that answers is shown
    std::function<void()> choose = {};
};

} // namespace palette
