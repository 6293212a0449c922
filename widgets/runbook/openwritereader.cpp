// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/openwritereader.h"

#include "models/items/formats.h"
#include "widgets/common/plaintext.h"

#include <algorithm>

namespace runbookview {

namespace {

constexpr int kTickMillis = 250;
constexpr std::size_t kMostOfValue = 120;

QString standing(const runbook::LeverState& state)
{
    if (state.exists && state.value.empty())
        return OpenWriteReader::tr("it holds an empty value");
    return state.exists
        ? OpenWriteReader::tr("it stands at “%1”").arg(common::safeLine(state.value, kMostOfValue))
        : OpenWriteReader::tr("there is no entry");
}

} // namespace

OpenWriteReader::OpenWriteReader(CommandPort& port, const telemetry::Clock& clock, QObject* parent)
    : QObject(parent)
    , m_port(port)
    , m_clock(clock)
{
    m_steady.start();
    m_timer.setInterval(kTickMillis);
    connect(&m_timer, &QTimer::timeout, this, &OpenWriteReader::tick);
    connect(&port, &CommandPort::planReady, this, &OpenWriteReader::take);
}

void OpenWriteReader::follow(const runbook::Fired& write, const std::string& readTo)
{
    if (isOpen(write.when))
        return;
    Item item;
    item.write = write;
    item.readTo = readTo;
    item.begun = m_steady.elapsed();
    item.next = item.begun + item.delay.count();
    m_items.push_back(std::move(item));
    m_timer.start();
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

const OpenWriteReader::Item* OpenWriteReader::find(telemetry::Timestamp write) const
{
    const auto found = std::ranges::find_if(
        m_items, [write](const Item& item) { return item.write.when == write; });
    return found == m_items.end() ? nullptr : &*found;
}

void OpenWriteReader::readAgain(telemetry::Timestamp write)
{
    const auto item = std::ranges::find_if(
        m_items, [write](const Item& each) { return each.write.when == write; });
    if (item != m_items.end())
        ask(*item); // which may be the end of it
}

void OpenWriteReader::ask(Item& item)
{
    if (item.request != 0)
        return; // one question at a time: a slow control plane is not asked ever more often
    item.request = ++m_lastRequest;
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

void OpenWriteReader::take(quint64 request, const PlanAnswer& answer)
{
    const auto asked = std::ranges::find(m_items, request, &Item::request);
    if (asked == m_items.end() || request == 0)
        return;
    asked->request = 0;
    ++asked->times;
    asked->seenAt = m_clock.now();
    const qint64 now = m_steady.elapsed();
    asked->delay = std::min(asked->delay * 2, kLongest);
    asked->next = now - asked->begun
            >= std::chrono::duration_cast<std::chrono::milliseconds>(kGivenUp).count()
        ? -1
        : now + asked->delay.count();
    if (!answer.plan) {
        asked->seen = tr("it could not be read: %1")
                          .arg(common::safeLine(answer.plan.error().message, kMostOfValue * 2));
        emit changed();
        return;
    }
    asked->seen = standing(answer.plan->before);
    const runbook::Fired write = asked->write; // what is told may settle it
    emit read(write, answer.plan->before, answer.plan->lever.token);
    emit changed();
}

QString OpenWriteReader::text(telemetry::Timestamp write) const
{
    const Item* item = find(write);
    if (item == nullptr)
        return {};
    const qint64 left = (std::max<qint64>(item->next - m_steady.elapsed(), 0) + 999) / 1000;
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
            texts << common::safeLine(runbook::openText(item.write), 300);
    }
    return texts;
}

} // namespace runbookview
