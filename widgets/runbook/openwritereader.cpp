// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/openwritereader.h"

#include "models/items/formats.h"
#include "models/items/ownwords.h"
#include "models/runbook/openwrites.h"
#include "widgets/common/plaintext.h"

#include <algorithm>
#include <utility>

namespace runbookview {

namespace {

constexpr int kReadTickMillis = 250;
constexpr std::size_t kMostOfValue = 120;

} // namespace

QString OpenWriteReader::standing(const runbook::LeverState& state)
{
    if (state.exists && state.value.empty())
        return tr("it holds an empty value");
    return state.exists ? tr("it stands at “%1”").arg(common::safeLine(state.value, kMostOfValue))
                        : tr("there is no entry");
}

OpenWriteReader::OpenWriteReader(CommandPort& port, const telemetry::Clock& clock, QObject* parent)
    : QObject(parent)
    , m_port(port)
    , m_clock(clock)
{
    m_steady.start();
    m_timer.setInterval(kReadTickMillis);
    connect(&m_timer, &QTimer::timeout, this, &OpenWriteReader::tick);
    connect(&port, &CommandPort::planReady, this, &OpenWriteReader::take);
    connect(&port, &CommandPort::servingReady, this, &OpenWriteReader::takeServing);
}

void OpenWriteReader::follow(const runbook::Fired& write, const std::string& readTo)
{
    if (isOpen(write.when))
        return;
    add(write).readTo = readTo;
    emit changed();
}

OpenWriteReader::Item& OpenWriteReader::add(const runbook::Fired& write)
{
    Item item;
    item.write = write;
    item.begun = m_steady.elapsed();
    item.next = item.begun + item.delay.count();
    m_items.push_back(std::move(item));
    m_timer.start();
    return m_items.back();
}

void OpenWriteReader::expectServed(const runbook::Fired& write, const runbook::LeverPlan& shown)
{
    Item* known = find(write.when);
    if (known != nullptr && known->shown && !known->isFresh) {
        known->shown = shown; // its own time to ask comes
        return;
    }
    Item& item = known != nullptr ? *known : add(write);
    const bool isFirst = !item.isFresh;
    if (item.readTo.empty())
        item.readTo = shown.to;
    item.shown = shown;
    item.isFresh = false;
    item.request = ++m_lastRequest; // how it stands is known: an answer to that is not waited for
    if (isFirst) {
        item.times = 0;
        item.delay = kFirst;
        item.begun = m_steady.elapsed();
    }
    const quint64 request = item.request;
    m_port.requestServing(request, shown); // which may be the end of it
    emit changed();
}

void OpenWriteReader::settle(telemetry::Timestamp write)
{
    const auto gone = std::ranges::find_if(
        m_items, [write](const Item& item) { return item.write.when == write; });
    if (gone == m_items.end())
        return;
    m_items.erase(gone);
    if (m_items.empty())
        m_timer.stop();
    emit changed();
}

namespace {

template<typename Items>
auto itemOf(Items& items, telemetry::Timestamp write) -> decltype(items.data())
{
    const auto found =
        std::ranges::find_if(items, [write](const auto& item) { return item.write.when == write; });
    return found == items.end() ? nullptr : &*found;
}

} // namespace

OpenWriteReader::Item* OpenWriteReader::find(telemetry::Timestamp write)
{
    return itemOf(m_items, write);
}

const OpenWriteReader::Item* OpenWriteReader::find(telemetry::Timestamp write) const
{
    return itemOf(m_items, write);
}

bool OpenWriteReader::follows(const runbook::Fired& write) const
{
    return std::ranges::any_of(m_items, [&write](const Item& item) {
        return item.write.plan.lever.id == write.plan.lever.id
            && item.write.plan.to == write.plan.to
            && std::chrono::abs(item.write.when - write.when) < kSameWrite;
    });
}

const runbook::Fired* OpenWriteReader::openLike(const runbook::LeverPlan& plan) const
{
    const auto found = std::ranges::find_if(m_items, [&plan](const Item& item) {
        return runbook::isOpen(item.write) && runbook::isSameWrite(item.write, plan);
    });
    return found == m_items.end() ? nullptr : &found->write;
}

bool OpenWriteReader::wasRead(telemetry::Timestamp write) const
{
    const Item* item = find(write);
    return item != nullptr && (item->times > 0 || item->shown);
}

void OpenWriteReader::readAgain(telemetry::Timestamp write)
{
    if (Item* item = find(write))
        ask(*item); // which may be the end of it
}

void OpenWriteReader::ask(Item& item)
{
    if (item.request != 0)
        return; // one question at a time: a slow control plane is not asked ever more often
    item.request = ++m_lastRequest;
    // The answer may come at once, and be the end of the item.
    m_port.requestPlan(item.request, QString::fromStdString(item.write.plan.lever.id),
                       QString::fromStdString(item.readTo));
    emit changed();
}

void OpenWriteReader::tick()
{
    const qint64 now = m_steady.elapsed();
    for (std::size_t i = 0; i < m_items.size(); ++i) { // by number: an answer may come at once
        if (m_items[i].next >= 0 && now >= m_items[i].next)
            ask(m_items[i]);
    }
    emit changed(); // the time to the next one
}

OpenWriteReader::Item* OpenWriteReader::answered(quint64 request)
{
    const auto asked = std::ranges::find(m_items, request, &Item::request);
    if (asked == m_items.end() || request == 0)
        return nullptr;
    asked->request = 0;
    ++asked->times;
    asked->seenAt = m_clock.now();
    const qint64 now = m_steady.elapsed();
    asked->delay = std::min(asked->delay * 2, kLongest);
    asked->next = now - asked->begun
            >= std::chrono::duration_cast<std::chrono::milliseconds>(kGivenUp).count()
        ? -1
        : now + asked->delay.count();
    return &*asked;
}

void OpenWriteReader::takeServing(quint64 request, const ServingAnswer& answer)
{
    Item* asked = answered(request);
    if (asked == nullptr)
        return;
    const std::string missing = answer.sights
        ? runbook::missingIn(*answer.sights)
        : "it could not be asked: " + answer.sights.error().message;
    asked->seen = common::safeLine(items::ownWords(missing), kMostOfValue * 3);
    const runbook::Fired write = asked->write; // what is told may settle it
    const runbook::LeverState shown = asked->shown->before;
    emit served(write, shown, missing);
    emit changed();
}

void OpenWriteReader::take(quint64 request, const PlanAnswer& answer)
{
    Item* asked = answered(request);
    if (asked == nullptr)
        return;
    if (!answer.plan) {
        asked->seen = tr("it could not be read: %1")
                          .arg(common::safeLine(items::ownWords(answer.plan.error().message),
                                                kMostOfValue * 2));
        emit changed();
        return;
    }
    asked->seen = standing(answer.plan->before);
    const runbook::Fired write = asked->write; // what is told may settle it
    const bool wasShown = asked->shown.has_value();
    asked->isFresh = true;
    emit read(write, *answer.plan);
    // Shown before, and not any more: nobody has asked what serves.
    if (Item* item = find(write.when); item != nullptr && item->isFresh) {
        item->isFresh = false;
        if (wasShown)
            item->shown.reset();
    }
    emit changed();
}

QString OpenWriteReader::text(telemetry::Timestamp write) const
{
    const Item* item = find(write);
    if (item == nullptr)
        return {};
    const qint64 left = (std::max<qint64>(item->next - m_steady.elapsed(), 0) + 999) / 1000;
    if (item->shown) {
        const QString then = item->request != 0 ? tr("It is being asked.")
            : item->next < 0 ? tr("It is no longer asked by itself; Read Again asks once more.")
                             : tr("It is asked again in %1 s.").arg(left);
        return item->times == 0 && item->request != 0
            ? tr("The control plane shows it. Whether it is served is asked now.")
            : item->seen.isEmpty()
            ? tr("The control plane shows it, and nothing that serves says otherwise. New answers "
                 "are awaited.")
            : tr("The control plane shows it, but what serves does not, asked at %1: %2.")
                    .arg(items::utcTimeText(item->seenAt), item->seen)
                + u' ' + then;
    }
    const QString next = item->request != 0 ? tr("It is being read back.")
        : item->next < 0 ? tr("It is no longer read by itself; Read Again asks once more.")
                         : tr("It is read again in %1 s.").arg(left);
    if (item->times == 0)
        return tr("The write may yet land.") + u' ' + next;
    const QString times = item->times == 1 ? tr("once") : tr("%1 times").arg(item->times);
    return tr("Read back %1, last at %2: %3. The write may yet land.")
               .arg(times, items::utcTimeText(item->seenAt), item->seen)
        + u' ' + next;
}

QStringList OpenWriteReader::openTexts(telemetry::Timestamp but) const
{
    QStringList texts;
    for (const Item& item : m_items) {
        if (item.write.when != but)
            texts << common::safeLine(items::ownWords(runbook::openText(item.write)), 300);
    }
    return texts;
}

} // namespace runbookview
