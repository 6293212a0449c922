// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/room/roomconflicts.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <optional>
#include <utility>

namespace room {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kLongestValue = 200;
constexpr std::ptrdiff_t kMostNamed = 8; // of one conflict

// What an entry says something of that only one can be right about.
struct Word
{
    Conflict::Kind kind = Conflict::Kind::Incident;
    std::string key;
    std::string value;
    std::string about; // for people
    bool isOnce = false; // twice is one too many, even the same
};

QString stringMember(const QJsonObject& payload, QLatin1StringView name)
{
    const QJsonValue value = payload[name];
    return value.isString() ? value.toString() : QString();
}

std::optional<Word> incidentWord(const RoomEntry& entry, const QJsonObject& payload)
{
    const QString what = stringMember(payload, "what"_L1);
    static const QStringList once{u"severity"_s, u"commander"_s, u"status"_s,  u"title"_s,
                                  u"services"_s, u"moment"_s,    u"handover"_s};
    const bool isState = what == "closed"_L1 || what == "reopened"_L1;
    if (!once.contains(what) && !isState)
        return std::nullopt;
    QJsonObject rest = payload;
    rest.remove("what"_L1);
    rest.remove("recording"_L1);
    Word word;
    word.value = isState ? what.toStdString()
                         : QJsonDocument(rest).toJson(QJsonDocument::Compact).toStdString();
    QString field = isState ? u"open"_s : what;
    // A hand-over carries the command: either says who has it.
    if (what == "commander"_L1 || what == "handover"_L1) {
        field = u"commander"_s;
        const QString name =
            stringMember(payload, what == "handover"_L1 ? "to"_L1 : "commander"_L1);
        word.value = name.isEmpty() ? "nobody" : name.toStdString();
    }
    if (what == "moment"_L1) {
        for (const auto name : {"moment"_L1, "name"_L1, "which"_L1})
            field += u'/' + stringMember(payload, name);
    }
    word.key = incidentOf(entry, payload) + '\n' + field.toStdString();
    word.about = field.toStdString() + " of " + entry.entry.subject;
    return word;
}

std::optional<Word> wordOf(const RoomEntry& entry)
{
    const std::string& kind = entry.entry.kind;
    if (kind != "incident" && kind != "step" && kind != "approval" && kind != "action")
        return std::nullopt;
    const QJsonObject payload =
        QJsonDocument::fromJson(QByteArray::fromStdString(entry.entry.payload)).object();
    std::optional<Word> word;
    if (kind == "incident") {
        word = incidentWord(entry, payload);
    } else if (kind == "step") {
        const QString step = stringMember(payload, "step"_L1);
        const QString state = stringMember(payload, "state"_L1);
        if (step.isEmpty() || state.isEmpty())
            return std::nullopt;
        word = Word{Conflict::Kind::Step,
                    entry.entry.subject + '\n' + stringMember(payload, "run"_L1).toStdString()
                        + '\n' + step.toStdString(),
                    state.toStdString(),
                    "step " + step.toStdString() + " of " + entry.entry.subject, true};
    } else if (kind == "approval") {
        const QString declined = stringMember(payload, "declines"_L1);
        const QString plan = declined.isEmpty() ? stringMember(payload, "approves"_L1) : declined;
        if (plan.isEmpty())
            return std::nullopt;
        word = Word{Conflict::Kind::Approval, plan.toStdString(),
                    declined.isEmpty() ? "approved" : "declined",
                    "plan " + plan.left(12).toStdString() + " of " + entry.entry.subject};
    } else if (!payload.contains("outcome"_L1)) { // the intent, not how it ended
        word = Word{Conflict::Kind::Firing, entry.entry.subject,
                    "to " + stringMember(payload, "to"_L1).toStdString(),
                    "lever " + entry.entry.subject, true};
    }
    if (word && word->key.size() > kLongestValue) // of somebody who writes books into subjects
        word->key = QCryptographicHash::hash(QByteArray::fromStdString(word->key),
                                             QCryptographicHash::Sha256)
                        .toHex()
                        .toStdString();
    if (word)
        word->key.insert(0, 1, static_cast<char>('0' + static_cast<int>(word->kind)));
    return word;
}

} // namespace

void ConflictFinder::checkChain(const RoomEntry& entry)
{
    const auto alter = [&](std::string text) {
        if (m_conflicts.size() >= kMostConflicts)
            return;
        m_conflicts.push_back(
            {Conflict::Kind::Altered, entry.console, std::move(text), {entry.sequence}, false});
    };
    if (m_newest != 0 && entry.sequence != m_newest + 1)
        alter("Between entries " + std::to_string(m_newest) + " and "
              + std::to_string(entry.sequence) + " of the room some are missing.");
    m_newest = entry.sequence;
    const std::string who = "Entry " + std::to_string(entry.sequence) + " of " + entry.author();
    if (entryHash(entry, m_room) != entry.hash)
        alter(who + " is not what its hash is of: somebody changed it.");
    const auto known = m_authors.find(entry.console);
    if (known != m_authors.end()
        && (entry.authorSequence != known->second.sequence + 1
            || entry.previousHash != known->second.hash))
        alter(who
              + " does not follow the one before it of the same console: one is missing or was "
                "changed.");
    m_authors[entry.console] = {entry.authorSequence, entry.hash};
}

void ConflictFinder::add(const RoomEntry& entry)
{
    checkChain(entry);
    const auto word = wordOf(entry);
    if (!word)
        return;
    Thread& thread = m_threads[word->key];
    // Nobody has read what comes after: who says so is not believed.
    const std::int64_t seen = std::min(entry.seen, entry.sequence - 1);
    std::erase_if(thread.heads, [&](const Head& head) {
        return head.console == entry.console || head.sequence <= seen;
    });
    thread.heads.push_back(
        {entry.sequence, entry.console, entry.author(), word->value.substr(0, kLongestValue)});
    const bool isDisputed = thread.heads.size() > 1
        && (word->isOnce
            || std::any_of(thread.heads.begin(), thread.heads.end(), [&](const Head& head) {
                   return head.value != thread.heads.front().value;
               }));
    if (!isDisputed) {
        if (thread.open != kNone)
            m_conflicts[thread.open].isSettled = true;
        thread.open = kNone;
        return;
    }
    if (thread.open == kNone && m_conflicts.size() >= kMostConflicts)
        return;
    if (thread.open == kNone) {
        thread.open = m_conflicts.size();
        m_conflicts.push_back({word->kind, entry.entry.subject, {}, {}, false});
    }
    Conflict& conflict = m_conflicts[thread.open];
    conflict.text = "Said by " + std::to_string(thread.heads.size())
        + " who had not read each other, of " + word->about + ":";
    for (const Head& head : thread.heads) {
        if (&head - thread.heads.data() < kMostNamed)
            conflict.text += (&head == &thread.heads.front() ? " " : "; ")
                + head.author.substr(0, kLongestValue) + " said " + head.value;
        if (std::find(conflict.entries.begin(), conflict.entries.end(), head.sequence)
            == conflict.entries.end())
            conflict.entries.push_back(head.sequence);
    }
    conflict.text += ".";
    std::sort(conflict.entries.begin(), conflict.entries.end());
}

const char* toString(Conflict::Kind kind)
{
    switch (kind) {
    case Conflict::Kind::Incident:
        return "incident";
    case Conflict::Kind::Step:
        return "step";
    case Conflict::Kind::Approval:
        return "approval";
    case Conflict::Kind::Firing:
        return "firing";
    case Conflict::Kind::Altered:
        return "altered";
    case Conflict::Kind::LockLost:
        return "lock_lost";
    case Conflict::Kind::StoreBehind:
        return "store_behind";
    }
    return "incident";
}

} // namespace room
