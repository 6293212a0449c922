// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/undorule.h"
#include "models/telemetry/clock.h"
#include "widgets/runbook/commandport.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace runbookview {

// Reads levers back by itself whose writes are open (nobody knows what became of them), whatever
// step or run is shown; once the control plane shows one it asks what serves. After kFirst, then
// each time after twice as long, kLongest at most, until kGivenUp has passed since it began. From
// then on only when it is asked to. Never writes. GUI thread.
class OpenWriteReader final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds kFirst{1000};
    static constexpr std::chrono::milliseconds kLongest{30000};
    static constexpr std::chrono::minutes kGivenUp{10};
    // Two accounts of one write, this window's and the recording's: how far apart their times are.
    static constexpr std::chrono::seconds kSameWrite{5};

    OpenWriteReader(CommandPort& port, const telemetry::Clock& clock, QObject* parent = nullptr);

    // `readTo`: a value that a plan of the lever can be asked for with.
    void follow(const runbook::Fired& write, const std::string& readTo);
    // The control plane shows what was written: what serves is asked, now and each time after it
    // was read again. `shown`: the plan with the state that was read.
    void expectServed(const runbook::Fired& write, const runbook::LeverPlan& shown);
    void settle(telemetry::Timestamp write); // what became of it is known, or it was set aside
    bool isOpen(telemetry::Timestamp write) const { return find(write) != nullptr; }
    bool follows(const runbook::Fired& write) const; // whoever tells of it
    // One that is the same write as the plan's; null: none is.
    const runbook::Fired* openLike(const runbook::LeverPlan& plan) const;
    bool wasRead(telemetry::Timestamp write) const; // at least once
    void readAgain(telemetry::Timestamp write); // now
    // What was seen so far, and when it is read next; empty: it is not open.
    QString text(telemetry::Timestamp write) const;
    // Of all but one, a sentence each, plain text.
    QStringList openTexts(telemetry::Timestamp but = {}) const;

signals:
    void read(const runbook::Fired& write, const runbook::LeverPlan& seen);
    // What serves was looked at; `missing`: what does not show it, in words, or why nobody could
    // look. Empty: all of it does, or nobody knows how to ask.
    void served(const runbook::Fired& write, const runbook::LeverState& shown,
                const std::string& missing);
    void changed();

private:
    struct Item
    {
        runbook::Fired write;
        std::string readTo;
        std::optional<runbook::LeverPlan> shown; // by the control plane, when it was read last
        bool isFresh = false; // just read by this: what serves may be asked
        std::chrono::milliseconds delay = kFirst;
        qint64 begun = 0; // of m_steady, ms
        qint64 next = 0; // likewise; -1: no more by itself
        quint64 request = 0; // that is waited for; 0: none
        int times = 0;
        telemetry::Timestamp seenAt;
        QString seen; // what was read, or why not
    };
    static QString standing(const runbook::LeverState& state);
    const Item* find(telemetry::Timestamp write) const;
    Item* find(telemetry::Timestamp write);
    Item& add(const runbook::Fired& write);
    Item* answered(quint64 request); // whose question it was, asked again later; null: nobody's
    void ask(Item& item);
    void tick();
    void take(quint64 request, const PlanAnswer& answer);
    void takeServing(quint64 request, const ServingAnswer& answer);

    CommandPort& m_port;
    const telemetry::Clock& m_clock;
    QElapsedTimer m_steady;
    QTimer m_timer;
    quint64 m_lastRequest = quint64{1} << 61; // apart from the numbers of others
    std::vector<Item> m_items;
};

} // namespace runbookview
