// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/leverwatch.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <map>
#include <mutex>

using runbook::LeverState;
using telemetry::Error;
using telemetry::ErrorKind;
using telemetry::Result;
using telemetry::TimelineEntry;

namespace {

// Levers whose answers the test sets.
class FakeLevers final : public runbook::LeverGateway
{
public:
    void set(const std::string& lever, Result<LeverState> answer)
    {
        const std::lock_guard lock(m_mutex);
        m_answers.insert_or_assign(lever, std::move(answer));
    }
    void setAll(const Result<LeverState>& answer)
    {
        const std::lock_guard lock(m_mutex);
        for (auto& [lever, now] : m_answers)
            now = answer;
    }

    std::vector<runbook::LeverDescription> levers() const override
    {
        const std::lock_guard lock(m_mutex);
        std::vector<runbook::LeverDescription> levers;
        for (const auto& [lever, answer] : m_answers) {
            levers.emplace_back();
            levers.back().id = lever;
            levers.back().target = "bot";
        }
        return levers;
    }
    Result<LeverState> read(const std::string& lever) override
    {
        const std::lock_guard lock(m_mutex);
        return m_answers.at(lever);
    }
    Result<runbook::LeverPlan> plan(const std::string&, const std::string&) override
    {
        return telemetry::failure(ErrorKind::Refused, "not here");
    }
    Result<runbook::FireResult> fire(const runbook::LeverPlan&, const std::atomic<bool>*) override
    {
        return telemetry::failure(ErrorKind::Refused, "not here");
    }
    Result<runbook::LeverPlan> planUndo(const std::string&, const LeverState&) override
    {
        return telemetry::failure(ErrorKind::Refused, "not here");
    }

private:
    mutable std::mutex m_mutex; // guards m_answers
    std::map<std::string, Result<LeverState>> m_answers;
};

LeverState standing(const char* value, const char* version)
{
    return {.value = value, .raw = value, .version = version, .exists = true, .readAt = {}};
}

Result<LeverState> broken(ErrorKind kind, const char* why)
{
    return tl::make_unexpected(Error{.kind = kind, .message = why});
}

} // namespace

class TestLeverWatch : public QObject
{
    Q_OBJECT

private:
    FakeLevers m_levers;
    mutable std::mutex m_mutex; // guards m_entries
    std::vector<TimelineEntry> m_entries;

    bool has(const std::string& text) const
    {
        const std::lock_guard lock(m_mutex);
        return std::ranges::any_of(m_entries, [&](const TimelineEntry& entry) {
            return entry.kind == "lever" && entry.text.find(text) != std::string::npos;
        });
    }
    std::size_t count(const std::string& text) const
    {
        const std::lock_guard lock(m_mutex);
        return static_cast<std::size_t>(
            std::ranges::count_if(m_entries, [&](const TimelineEntry& entry) {
                return entry.text.find(text) != std::string::npos;
            }));
    }
    LeverWatch::Report report()
    {
        return [this](TimelineEntry entry) {
            const std::lock_guard lock(m_mutex);
            m_entries.push_back(std::move(entry));
        };
    }

private slots:
    void oneLeverThatCannotBeReadHidesNoOther()
    {
        m_levers.set("a:bot", broken(ErrorKind::Refused, "HTTP 403"));
        m_levers.set("b:bot", standing("reset", "1"));
        m_levers.set("c:bot", broken(ErrorKind::Unreachable, "answered nonsense"));
        const LeverWatch watch(m_levers, std::chrono::milliseconds(5), report());
        QTRY_VERIFY(has("a:bot may not be read: how it stands is unknown"));
        QTRY_VERIFY(has("c:bot cannot be read"));
        QTRY_VERIFY(has("Levers as found: b:bot reset"));
        m_levers.set("b:bot", standing("tripped", "2"));
        QTRY_VERIFY(has("b:bot went from reset to tripped"));
        // What comes back is told with what it is, not as a movement from nowhere.
        m_levers.set("a:bot", standing("pinned", "9"));
        QTRY_VERIFY(has("a:bot can be read again: pinned"));
        QVERIFY(!has("control plane cannot be reached"));
        QCOMPARE(count("a:bot may not be read"), std::size_t{1});

        // Now nothing answers at all: one report, and the reason is in it.
        m_levers.setAll(broken(ErrorKind::Unreachable, "connection refused"));
        QTRY_VERIFY(has("The control plane cannot be reached"));
        m_levers.setAll(standing("tripped", "3"));
        QTRY_VERIFY(has("can be reached again"));
        QTRY_VERIFY(has("a:bot went from pinned to tripped"));
        QCOMPARE(count("The control plane cannot be reached"), std::size_t{1});
        QVERIFY(!has("b:bot cannot be read"));
        const std::lock_guard lock(m_mutex);
        for (const TimelineEntry& entry : m_entries) {
            QCOMPARE(entry.actor, std::string("control plane"));
            QVERIFY(QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).isObject());
        }
    }
};

QTEST_GUILESS_MAIN(TestLeverWatch)
#include "tst_leverwatch.moc"
