// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/keymap.h"

#include "widgets/common/plaintext.h"

#include <QAction>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QPointer>
#include <QWidget>

#include <algorithm>
#include <cstddef>
#include <utility>

using namespace Qt::StringLiterals;

namespace common {

namespace {

constexpr std::array kArrowNames{std::pair{Qt::Key_Left, "←"}, std::pair{Qt::Key_Right, "→"},
                                 std::pair{Qt::Key_Up, "↑"}, std::pair{Qt::Key_Down, "↓"}};
constexpr qsizetype kLongestUnread = 40; // of an override that is told

std::size_t indexOfCommand(KeyCommand command)
{
    return static_cast<std::size_t>(command);
}

QKeyCombination normalized(QKeyCombination combination)
{
    Qt::Key key = combination.key();
    auto modifiers = combination.keyboardModifiers()
        & (Qt::ShiftModifier | Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    if (key == Qt::Key_Enter)
        key = Qt::Key_Return;
    const bool isSign = key > Qt::Key_Space && key <= 0xffff && !QChar(char16_t(key)).isLetter();
    if (isSign)
        modifiers &= ~Qt::KeyboardModifiers(Qt::ShiftModifier);
    return QKeyCombination(modifiers, key);
}

bool holdsKey(const QList<QKeySequence>& keys, QKeyCombination key)
{
    return std::ranges::any_of(keys, [key](const QKeySequence& one) {
        return one.count() == 1 && normalized(one[0]) == key;
    });
}

bool isEverywhere(KeyContext context)
{
    return context == KeyContext::Window || context == KeyContext::Time
        || context == KeyContext::Runbook;
}

// The page that a part stands on; itself, where it is a page.
KeyContext pageOf(KeyContext context)
{
    switch (context) {
    case KeyContext::TraceSteps:
    case KeyContext::Flame:
    case KeyContext::Claims:
    case KeyContext::GoodRun:
    case KeyContext::Notes:
        return KeyContext::Trace;
    case KeyContext::Chart:
        return KeyContext::Health;
    default:
        return context;
    }
}

// Whether one of the two would hide the other.
bool canMeet(KeyContext one, KeyContext other)
{
    const bool isFlame = one == KeyContext::Flame || other == KeyContext::Flame;
    const bool areSteps = one == KeyContext::TraceSteps || other == KeyContext::TraceSteps;
    // Text is selected on pages: there its key would come before theirs.
    const auto hasText = [](KeyContext page) {
        return pageOf(page) == KeyContext::Trace || page == KeyContext::Suspects;
    };
    const bool isText =
        (one == KeyContext::Text && hasText(other)) || (other == KeyContext::Text && hasText(one));
    return one == other || isEverywhere(one) || isEverywhere(other) || pageOf(one) == other
        || pageOf(other) == one || (isFlame && areSteps) || isText;
}

QString nameOfKey(const QKeySequence& key)
{
    QString text = key.toString(QKeySequence::NativeText);
    for (const auto& [arrow, sign] : kArrowNames) {
        if (key.count() == 1 && key[0].key() == arrow) {
            text.chop(QKeySequence(arrow).toString(QKeySequence::NativeText).size());
            text += QString::fromUtf8(sign);
        }
    }
    return text;
}

QString namesOf(const QList<QKeySequence>& keys)
{
    QStringList names;
    for (const QKeySequence& key : keys)
        names << nameOfKey(key);
    return names.join(u"  "_s);
}

bool isModifier(Qt::Key key)
{
    return (key >= Qt::Key_Shift && key <= Qt::Key_ScrollLock)
        || (key >= Qt::Key_Super_L && key <= Qt::Key_Hyper_R) || key == Qt::Key_AltGr
        || key == Qt::Key_Meta;
}

// What lists, fields, buttons and dialogs live by.
bool isOfControls(QKeyCombination combination)
{
    const auto modifiers =
        combination.keyboardModifiers() & ~Qt::KeyboardModifiers(Qt::ShiftModifier);
    switch (combination.key()) {
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
        return true;
    case Qt::Key_Escape:
    case Qt::Key_Return:
    case Qt::Key_Space:
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Backspace:
        return modifiers == Qt::NoModifier;
    case Qt::Key_A:
    case Qt::Key_C:
    case Qt::Key_V:
    case Qt::Key_X:
    case Qt::Key_Z:
        return modifiers == Qt::ControlModifier; // to copy, paste, undo
    default:
        return false;
    }
}

// With Alt alone letters and digits are those that are underlined in menus and on buttons.
bool isOfUnderlined(QKeyCombination combination)
{
    return combination.keyboardModifiers() == Qt::AltModifier && combination.key() <= 0xffff
        && QChar(char16_t(combination.key())).isLetterOrNumber();
}

} // namespace

Keymap::Keymap(QObject* parent)
    : QObject(parent)
{
    for (const KeyEntry& one : keyEntries()) {
        QList<QKeySequence>& keys = m_defaults.at(indexOfCommand(one.command));
        if (const QKeySequence standard(one.standard); !standard.isEmpty())
            keys << standard;
        for (const QKeyCombination key : {one.first, one.second}) {
            if (key.key() != Qt::Key_unknown)
                keys << QKeySequence(key);
        }
    }
}

QString Keymap::title(KeyCommand command)
{
    return tr(entry(command).title);
}

QString Keymap::title(KeyContext context)
{
    switch (context) {
    case KeyContext::Window:
        return tr("Window");
    case KeyContext::Time:
        return tr("Time");
    case KeyContext::Runbook:
        return tr("Runbook and levers");
    case KeyContext::TimeBar:
        return tr("Time bar");
    case KeyContext::Health:
        return tr("Health page");
    case KeyContext::Chart:
        return tr("Charts");
    case KeyContext::Suspects:
        return tr("Suspects page");
    case KeyContext::Trace:
        return tr("Trace page");
    case KeyContext::TraceSteps:
        return tr("Trace: waterfall, flame and graph");
    case KeyContext::Flame:
        return tr("Trace: flame");
    case KeyContext::Claims:
        return tr("Trace: claims");
    case KeyContext::GoodRun:
        return tr("Trace: good run");
    case KeyContext::Notes:
        return tr("Trace: notes");
    case KeyContext::Incident:
        return tr("Incident page");
    case KeyContext::Text:
        return tr("Selected text");
    }
    return {};
}

const KeyEntry& Keymap::entry(KeyCommand command)
{
    return keyEntries()[indexOfCommand(command)];
}

QKeyCombination Keymap::combination(const QKeyEvent& event)
{
    const auto key = static_cast<Qt::Key>(event.key());
    if (event.key() == 0 || isModifier(key))
        return Qt::Key_unknown;
    return normalized(QKeyCombination(event.modifiers(), key));
}

QList<QKeySequence> Keymap::sequences(KeyCommand command) const
{
    return m_changed.at(indexOfCommand(command)).value_or(m_defaults.at(indexOfCommand(command)));
}

QList<QKeySequence> Keymap::defaults(KeyCommand command) const
{
    return m_defaults.at(indexOfCommand(command));
}

bool Keymap::isChanged(KeyCommand command) const
{
    return m_changed.at(indexOfCommand(command)).has_value();
}

bool Keymap::matches(KeyCommand command, const QKeyEvent& event) const
{
    const QKeyCombination key = combination(event);
    return key.key() != Qt::Key_unknown && holdsKey(sequences(command), key);
}

std::optional<KeyCommand> Keymap::find(KeyContext context, const QKeyEvent& event) const
{
    for (const KeyEntry& one : keyEntries()) {
        if (one.context == context && !one.isFixed && matches(one.command, event))
            return one.command;
    }
    return std::nullopt;
}

QString Keymap::text(KeyCommand command) const
{
    const QList<QKeySequence> keys = sequences(command);
    return keys.isEmpty() ? QString() : nameOfKey(keys.front());
}

QString Keymap::allText(KeyCommand command) const
{
    return namesOf(sequences(command));
}

QString Keymap::defaultText(KeyCommand command) const
{
    return namesOf(m_defaults.at(indexOfCommand(command)));
}

QString Keymap::withKey(const QString& text, KeyCommand command) const
{
    const QString key = this->text(command);
    return key.isEmpty() ? text : tr("%1 (%2)", "text of a button, its key").arg(text, key);
}

// What two have by default they are meant to have: the page then comes before the window.
const KeyEntry* Keymap::holderOf(QKeyCombination key, KeyCommand besides) const
{
    const bool isOurs = holdsKey(m_defaults.at(indexOfCommand(besides)), key);
    for (const KeyEntry& one : keyEntries()) {
        if (one.command == besides || !canMeet(one.context, entry(besides).context)
            || !holdsKey(sequences(one.command), key))
            continue;
        if (!isOurs || !holdsKey(m_defaults.at(indexOfCommand(one.command)), key))
            return &one;
    }
    return nullptr;
}

QString Keymap::refusal(KeyCommand command, const QKeySequence& key) const
{
    if (entry(command).isFixed)
        return tr("“%1” keeps its key.").arg(title(command));
    if (key.count() != 1 || key[0].key() == Qt::Key_unknown || isModifier(key[0].key()))
        return tr("That is no key that can be pressed at once, alone or with Shift, Ctrl or Alt.");
    const QKeyCombination wanted = normalized(key[0]);
    const bool isDefault = holdsKey(m_defaults.at(indexOfCommand(command)), wanted);
    if (!isDefault && isOfControls(wanted))
        return tr("%1 is what lists, fields, buttons and dialogs are worked by.")
            .arg(nameOfKey(key));
    if (!isDefault && isOfUnderlined(wanted))
        return tr("%1 is for what has that letter underlined, in menus and on buttons.")
            .arg(nameOfKey(key));
    if (const KeyEntry* holder = holderOf(wanted, command))
        return tr("%1 is the key of “%2” already (%3).")
            .arg(nameOfKey(key), title(holder->command), title(holder->context));
    return {};
}

QString Keymap::refusalOf(KeyCommand command, const QList<QKeySequence>& keys) const
{
    for (const QKeySequence& key : keys) {
        if (const QString why = refusal(command, key); !why.isEmpty())
            return why;
    }
    return {};
}

QString Keymap::setKey(KeyCommand command, const QKeySequence& key)
{
    QList<QKeySequence> keys;
    if (!key.isEmpty())
        keys << key;
    if (entry(command).isFixed || !keys.isEmpty()) {
        if (const QString why = refusal(command, key); !why.isEmpty())
            return why;
    }
    auto& mine = m_changed.at(indexOfCommand(command));
    mine.reset();
    if (keys != m_defaults.at(indexOfCommand(command)))
        mine = std::move(keys);
    emit changed();
    return {};
}

QString Keymap::reset(KeyCommand command)
{
    if (!isChanged(command))
        return {};
    if (const QString why = refusalOf(command, m_defaults.at(indexOfCommand(command)));
        !why.isEmpty())
        return why;
    m_changed.at(indexOfCommand(command)).reset();
    emit changed();
    return {};
}

void Keymap::resetAll()
{
    m_changed = {};
    emit changed();
}

QVariantMap Keymap::overrides() const
{
    QVariantMap all;
    for (const KeyEntry& one : keyEntries()) {
        if (const auto& keys = m_changed.at(indexOfCommand(one.command)))
            all.insert(QString::fromLatin1(one.id),
                       QKeySequence::listToString(*keys, QKeySequence::PortableText));
    }
    return all;
}

// A key that falls back to its default may meet another one's: until none does. Those that come
// later in the list give way.
QStringList Keymap::dropConflicts()
{
    QStringList dropped;
    bool isSettled = false;
    while (!isSettled) {
        isSettled = true;
        for (std::size_t i = kKeyCommands; i-- > 0 && isSettled;) {
            const auto command = static_cast<KeyCommand>(i);
            auto& keys = m_changed.at(i);
            const QString why = keys ? refusalOf(command, *keys) : QString();
            if (why.isEmpty())
                continue;
            dropped << tr("%1: %2").arg(title(command), why);
            keys.reset();
            isSettled = false;
        }
    }
    return dropped;
}

QStringList Keymap::setOverrides(const QVariantMap& overrides)
{
    QStringList dropped;
    m_changed = {};
    for (auto it = overrides.cbegin(); it != overrides.cend(); ++it) {
        const auto known = std::ranges::find_if(
            keyEntries(), [&it](const KeyEntry& one) { return it.key() == QLatin1String(one.id); });
        if (known == keyEntries().end()) {
            dropped << tr("%1: no command is called so.")
                           .arg(safeLine(it.key().toStdString(), kLongestUnread));
            continue;
        }
        const QString text = it->toString();
        const QList<QKeySequence> keys = text.isEmpty()
            ? QList<QKeySequence>()
            : QKeySequence::listFromString(text, QKeySequence::PortableText);
        const bool isRead =
            it->typeId() == QMetaType::QString && (text.isEmpty() || !keys.isEmpty());
        if (known->isFixed || !isRead) {
            dropped << tr("%1: %2").arg(
                title(known->command),
                known->isFixed
                    ? refusal(known->command, {})
                    : tr("“%1” is no key.").arg(safeLine(text.toStdString(), kLongestUnread)));
            continue;
        }
        if (keys != m_defaults.at(indexOfCommand(known->command)))
            m_changed.at(indexOfCommand(known->command)) = keys;
    }
    dropped << dropConflicts();
    emit changed();
    return dropped;
}

Keymap& keymap()
{
    static QPointer<Keymap> one;
    if (one.isNull())
        one = new Keymap(QCoreApplication::instance());
    return *one;
}

void followKeys(QObject* context, const std::function<void()>& apply)
{
    QObject::connect(&keymap(), &Keymap::changed, context, apply);
    apply();
}

void bindKeys(QAction* action, KeyCommand command)
{
    followKeys(action, [action, command] { action->setShortcuts(keymap().sequences(command)); });
}

void teachKey(QWidget* widget, const QString& text, KeyCommand command)
{
    followKeys(widget,
               [widget, text, command] { widget->setToolTip(keymap().withKey(text, command)); });
}

} // namespace common
