// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/widgets/suspectsfixture.h"

#include "widgets/common/plaintext.h"

#include <QLabel>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace pagetest {

void SuspectsTest::setUp()
{
    m_recording = std::make_unique<Recording>();
    m_clock = std::make_unique<ManualClock>();
    m_clock->time = at(60);
    m_queries = std::make_unique<items::RecordingQueries>(m_recording->path());
    m_conductor = std::make_unique<items::TimeConductor>(*m_clock, true);
    m_conductor->setBounds({.start = at(0), .end = at(60)});
    m_theme = std::make_unique<common::Theme>(u"dark"_s);
    m_port = std::make_unique<FakeEntryPort>();
    m_page = std::make_unique<triage::SuspectsPage>(m_port.get(), *m_queries, *m_conductor,
                                                    *m_clock, *m_theme);
    m_page->resize(1100, 800);
    m_page->show();
    QTRY_VERIFY(m_page->shownCount() > 0);
    waitForReading();
}

void SuspectsTest::tearDown()
{
    m_page.reset();
    m_conductor.reset();
    m_queries.reset();
}

void SuspectsTest::waitForReading() const
{
    m_queries->waitForIdle();
    QTest::qWait(20);
    m_queries->waitForIdle();
    QTest::qWait(20);
}

QListView* SuspectsTest::list() const
{
    for (auto* each : m_page->findChildren<QListView*>()) {
        if (each->accessibleName() == u"Suspects, worst first"_s)
            return each;
    }
    return nullptr;
}

QPlainTextEdit* SuspectsTest::output() const
{
    return m_page->findChild<common::PlainTextView*>()->editor();
}

QPushButton* SuspectsTest::buttonLike(const QString& text) const
{
    const auto buttons = m_page->findChildren<QPushButton*>();
    const auto found = std::ranges::find_if(buttons, [&text](const QPushButton* each) {
        return each->isVisible() && each->text().startsWith(text);
    });
    return found == buttons.end() ? nullptr : *found;
}

bool SuspectsTest::says(const QString& words) const
{
    const auto labels = m_page->findChildren<QLabel*>();
    return std::ranges::any_of(labels, [&words](const QLabel* label) {
        return label->isVisible() && label->text().contains(words);
    });
}

} // namespace pagetest
