// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/room/roomsession.h"

#include <algorithm>
#include <utility>

namespace room {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

std::size_t sizeOf(const RoomEntry& entry)
{
    const telemetry::TimelineEntry& said = entry.entry;
    return sizeof(RoomEntry) + said.text.size() + said.payload.size() + said.subject.size()
        + said.actor.size() + entry.account.size() + entry.person.size() + entry.host.size();
}

} // namespace

void KeptEntries::add(RoomEntry entry)
{
    m_bytes += sizeOf(entry);
    m_entries.push_back(std::move(entry));
    while (m_entries.size() > kMostKept || (m_bytes > kMostKeptBytes && m_entries.size() > 1)) {
        m_bytes -= sizeOf(m_entries.front());
        m_entries.pop_front();
    }
}

void KeptEntries::clear()
{
    m_entries.clear();
    m_bytes = 0;
}

RoomSession::RoomSession(RoomOptions options, std::shared_ptr<JournalThread> thread,
                         RoomJournals journals)
    : m_options(std::move(options))
    , m_thread(std::move(thread))
    , m_journal(std::move(journals.journal))
    , m_left(std::move(journals.left))
    , m_finder(std::make_unique<ConflictFinder>(m_options.url.room))
{
}

Result<std::unique_ptr<RoomSession>> RoomSession::open(RoomOptions options)
{
    auto thread = std::make_shared<JournalThread>();
    auto opened = openJournals(thread, options.journals, options.url.place(), options.url.room,
                               options.who);
    if (!opened)
        return tl::make_unexpected(opened.error());
    return std::make_unique<RoomSession>(std::move(options), std::move(thread),
                                         std::move(*opened));
}

RoomSession::~RoomSession() = default;

void RoomSession::drop(const std::string& why)
{
    m_store.reset();
    m_isIntroduced = false;
    m_trouble = why;
}

void RoomSession::addConflict(Conflict::Kind kind, const std::string& subject, std::string text)
{
    m_own.push_back({kind, subject, std::move(text), {}, false});
}

std::vector<Conflict> RoomSession::conflicts() const
{
    std::vector<Conflict> all = m_finder->conflicts();
    all.insert(all.end(), m_own.begin(), m_own.end());
    return all;
}

void RoomSession::setOnEntries(std::function<void(const std::vector<RoomEntry>&)> onEntries)
{
    m_onEntries = std::move(onEntries);
}

void RoomSession::setOnReset(std::function<void()> onReset)
{
    m_onReset = std::move(onReset);
}

std::vector<Waiting> RoomSession::waiting() const
{
    std::vector<Waiting> result;
    if (pending() > 0)
        result.push_back({m_journal->path(), identity(), pending(), true});
    for (const auto& left : m_left)
        result.push_back({left->path(), left->identity(), left->pending(), false});
    return result;
}

void RoomSession::setNews(std::function<void()> news)
{
    m_news = std::move(news);
    if (m_store && m_news)
        m_store->setNews(m_news);
}

Result<RoomEntry> RoomSession::publish(telemetry::TimelineEntry entry)
{
    return m_journal->append(std::move(entry));
}

Result<void> RoomSession::connect()
{
    if (m_store)
        return {};
    auto store = openStore(m_options.url, m_options.password);
    if (!store) {
        m_trouble = store.error().message;
        return tl::make_unexpected(store.error());
    }
    m_store = std::move(*store);
    if (m_news)
        m_store->setNews(m_news);
    m_trouble.clear();
    const auto taken = takeStore();
    if (!taken) // else what is wrong with it would not be looked for again
        drop(taken.error().message);
    return taken;
}

// The store that was just opened: is it the one that was read before?
Result<void> RoomSession::takeStore()
{
    const auto last = noted(m_store->lastSequence());
    if (!last)
        return tl::make_unexpected(last.error());
    const RoomJournal::Seen seen = m_journal->seen();
    const auto holds = holdsWhatWasSeen(seen);
    if (!holds)
        return tl::make_unexpected(holds.error());
    if (!*holds) {
        if (const auto anew = startAnew(*last, seen); !anew)
            return anew;
    }
    // What a console that ended meanwhile could not send.
    for (auto& left : leftJournals(m_thread, m_options.journals, m_options.url.place(),
                                   m_options.url.room, m_options.who))
        m_left.push_back(std::move(left));
    if (m_last == 0)
        m_last = std::max<std::int64_t>(0, *last - static_cast<std::int64_t>(kMostKept));
    return {};
}

Result<bool> RoomSession::holdsWhatWasSeen(const RoomJournal::Seen& seen)
{
    if (seen.sequence == 0)
        return true;
    const auto page = noted(m_store->entriesAfter(seen.sequence - 1, 1));
    if (!page)
        return tl::make_unexpected(page.error());
    return !page->empty() && page->front().sequence == seen.sequence
        && page->front().hash == seen.hash;
}

// Set back to a backup, and perhaps gone on from there: its numbers are of other entries now.
Result<void> RoomSession::startAnew(std::int64_t last, const RoomJournal::Seen& seen)
{
    m_last = 0;
    m_entries.clear();
    m_finder = std::make_unique<ConflictFinder>(m_options.url.room);
    if (m_onReset)
        m_onReset();
    if (m_journal->last() > 0) {
        const auto state = stateOf(*m_journal);
        if (!state)
            return tl::make_unexpected(state.error());
        if (const auto anew = m_journal->sayAnew(state->sequence); !anew)
            return anew;
    }
    // Last: where something of this fails it is found to be set back once more.
    if (const auto unread = m_journal->setSeen({}); !unread)
        return unread;
    addConflict(Conflict::Kind::StoreBehind, m_options.url.room,
                "The room's store holds " + std::to_string(last) + " entries, and not number "
                    + std::to_string(seen.sequence)
                    + " as it was read before: it was set back. What this console said is sent "
                      "again; others do so when they come back.");
    return {};
}

// How far the store has come with a journal, which has to be of this store.
Result<AuthorState> RoomSession::stateOf(RoomJournal& journal)
{
    const auto state = noted(m_store->introduce(journal.identity()));
    if (!state)
        return state;
    const auto own = journal.hashAt(state->sequence);
    if (!own)
        return tl::make_unexpected(own.error());
    if (*own != state->hash)
        return failure(ErrorKind::Refused,
                       "The room's store holds of this console what its journal does not: "
                           + journal.path().toStdString()
                           + " was set back or is of another store. "
                             "Put it aside, and the console starts anew.");
    return state;
}

Result<void> RoomSession::introduceOnce()
{
    if (m_isIntroduced)
        return {};
    const auto told = noted(m_store->introduce(identity()));
    if (!told)
        return tl::make_unexpected(told.error());
    m_isIntroduced = true;
    return {};
}

// From where the store has this console, not from where the journal believes: a store that was set
// back is given again what it lost.
Result<int> RoomSession::replay(RoomJournal& journal)
{
    if (journal.last() == 0)
        return 0;
    const auto state = stateOf(journal);
    if (!state)
        return tl::make_unexpected(state.error());
    const std::int64_t last = journal.last(); // more may be said meanwhile: the next time
    if (state->sequence == last && state->sequence == journal.acknowledged())
        return 0;
    // Of this console what it had read was looked at when it connected.
    const auto holds = &journal == m_journal.get() ? Result<bool>(true)
                                                   : holdsWhatWasSeen(journal.seen());
    if (!holds)
        return tl::make_unexpected(holds.error());
    if (state->sequence < journal.acknowledged() || !*holds) {
        if (const auto anew = journal.sayAnew(state->sequence); !anew)
            return tl::make_unexpected(anew.error());
    }
    int sent = 0;
    std::int64_t at = state->sequence;
    while (at < last) {
        const auto page = journal.after(at);
        if (!page)
            return tl::make_unexpected(page.error());
        if (page->empty())
            break;
        for (const RoomEntry& entry : *page) {
            const auto done = noted(m_store->publish(entry));
            if (!done)
                return tl::make_unexpected(done.error());
            at = entry.authorSequence;
            ++sent;
        }
        if (const auto kept = journal.setAcknowledged(at); !kept)
            return tl::make_unexpected(kept.error());
    }
    if (const auto kept = journal.setAcknowledged(at); !kept)
        return tl::make_unexpected(kept.error());
    return sent;
}

Result<int> RoomSession::receive()
{
    int received = 0;
    for (;;) {
        auto page = noted(m_store->entriesAfter(m_last, kHistoryPage));
        if (!page)
            return tl::make_unexpected(page.error());
        if (page->empty())
            return received;
        for (const RoomEntry& entry : *page)
            m_finder->add(entry);
        m_last = page->back().sequence;
        received += static_cast<int>(page->size());
        const RoomJournal::Seen newest{m_last, page->back().hash};
        if (const auto kept = m_journal->setSeen(newest); !kept)
            return tl::make_unexpected(kept.error());
        if (m_onEntries)
            m_onEntries(*page);
        for (RoomEntry& entry : *page)
            m_entries.add(std::move(entry));
    }
}

Result<SyncReport> RoomSession::sync()
{
    if (const auto connected = connect(); !connected)
        return tl::make_unexpected(connected.error());
    SyncReport report;
    // What others said first: whatever is said from now on has read it.
    auto received = receive();
    if (!received)
        return tl::make_unexpected(received.error());
    report.received = *received;
    for (auto& left : m_left) {
        const auto sent = replay(*left);
        if (sent)
            report.sent += *sent;
        else if (!m_store)
            return tl::make_unexpected(sent.error());
        if (left->pending() == 0)
            left.reset(); // free for others
    }
    std::erase(m_left, nullptr);
    const auto sent = replay(*m_journal);
    if (!sent) {
        m_trouble = sent.error().message;
        return tl::make_unexpected(sent.error());
    }
    report.sent += *sent;
    m_trouble.clear();
    if (report.sent > 0) {
        received = receive();
        if (!received)
            return tl::make_unexpected(received.error());
        report.received += *received;
    }
    return report;
}

} // namespace room
