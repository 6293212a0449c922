// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/keycommands.h"

#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QVariantMap>

#include <array>
#include <functional>
#include <optional>

class QAction;
class QKeyEvent;
class QWidget;

namespace common {

// Which key does what: the defaults of keyEntries(), and what the user changed of them. A key is
// one press, alone or with Shift, Ctrl, Alt or Meta. Those of the keypad are the same keys; Shift
// makes no difference to signs and digits, which need it on some keyboards. GUI thread.
class Keymap final : public QObject
{
    Q_OBJECT

public:
    explicit Keymap(QObject* parent = nullptr); // after the application

    static QString title(KeyCommand command); // "Next suspect"
    static QString title(KeyContext context); // "Suspects page"
    static const KeyEntry& entry(KeyCommand command);
    // A press as a key that can be kept: with Shift, Ctrl, Alt and Meta only; Qt::Key_unknown while
    // nothing but those is pressed.
    static QKeyCombination combination(const QKeyEvent& event);

    QList<QKeySequence> sequences(KeyCommand command) const; // empty: it has no key
    QList<QKeySequence> defaults(KeyCommand command) const;
    bool isChanged(KeyCommand command) const;
    bool matches(KeyCommand command, const QKeyEvent& event) const;
    // The command of that context that the key is for; those that are fixed are not looked for.
    std::optional<KeyCommand> find(KeyContext context, const QKeyEvent& event) const;

    QString text(KeyCommand command) const; // the first key: "Ctrl+←"; empty: none
    QString allText(KeyCommand command) const; // "N  Ctrl+N"
    QString defaultText(KeyCommand command) const; // likewise
    // "Pause (Space)"; without a key the text alone.
    QString withKey(const QString& text, KeyCommand command) const;

    // Why the command cannot have that key, in words; empty: it can.
    QString refusal(KeyCommand command, const QKeySequence& key) const;
    // Instead of all it has; empty: no key. Returns the refusal, and then nothing is changed.
    QString setKey(KeyCommand command, const QKeySequence& key);
    QString reset(KeyCommand command); // likewise: another one may have its key by now
    void resetAll();

    // What was changed: by id, the keys as portable text, several with "; " between.
    QVariantMap overrides() const;
    // Instead of what was changed before. What cannot be taken is dropped: returned in words, one a
    // line.
    QStringList setOverrides(const QVariantMap& overrides);

signals:
    void changed();

private:
    using Keys = std::array<std::optional<QList<QKeySequence>>, kKeyCommands>; // null: the defaults

    const KeyEntry* holderOf(QKeyCombination key, KeyCommand besides) const;
    QString refusalOf(KeyCommand command, const QList<QKeySequence>& keys) const;
    QStringList dropConflicts();

    std::array<QList<QKeySequence>, kKeyCommands> m_defaults;
    Keys m_changed;
};

// The one of this process: a key belongs to who sits at the keyboard, whatever window it is pressed
// in. Made when it is first asked for, and the application's; tests put it back by resetAll().
Keymap& keymap();

// Calls `apply` now and whenever a key was changed, as long as `context` is there.
void followKeys(QObject* context, const std::function<void()>& apply);
// The shortcuts of the action are those of the command.
void bindKeys(QAction* action, KeyCommand command);
// The tool tip is the text with the key of the command, always the one of now.
void teachKey(QWidget* widget, const QString& text, KeyCommand command);

} // namespace common
