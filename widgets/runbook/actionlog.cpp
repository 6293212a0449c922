// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/actionlog.h"

#include "models/items/ownwords.h"
#include "widgets/common/keymap.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/incident/entrylist.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QVBoxLayout>

#include <string>
#include <utility>

namespace runbookview {

namespace {

// What another console does is to be seen here within a second.
constexpr std::chrono::milliseconds kInterval(500);

} // namespace

ActionLog::ActionLog(items::RecordingQueries& queries, const items::TimeConductor& conductor,
                     const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_conductor(conductor)
    , m_theme(theme)
    , m_entries(m_timeline)
    , m_query(queries, this)
    , m_pacer(conductor, kInterval)
    , m_title(new QLabel(tr("What was done"), this))
    , m_text(new QLabel(this))
    , m_list(incident::makeEntryList(m_entries, conductor, theme, 2, this))
    , m_empty(new QLabel(this))
{
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setForegroundRole(QPalette::PlaceholderText);
    m_list->setAccessibleName(tr("What was done"));
    // A label, not the usual empty state: nothing here can be pressed.
    m_empty->setTextFormat(Qt::PlainText);
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setMargin(common::kSpace6);
    m_empty->setText(tr("Up to this moment no lever was armed and no step was taken."));
    m_list->hide();
    m_pacer.setActive(false);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, common::kSpace3, 0, 0);
    layout->setSpacing(common::kSpace1);
    for (QLabel* label : {m_title, m_text}) {
        label->setContentsMargins(common::kSpace3, 0, common::kSpace3, 0);
        layout->addWidget(label);
    }
    if (conductor.canBeLive()) {
        m_live = new QPushButton(this);
        common::followKeys(m_live, [this] {
            m_live->setText(
                common::keymap().withKey(tr("Go Live"), common::KeyCommand::BackToLive));
        });
        m_live->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        m_live->hide();
        auto* row = new QHBoxLayout;
        row->setContentsMargins(common::kSpace3, common::kSpace1, common::kSpace3, 0);
        row->addWidget(m_live);
        row->addStretch(1);
        layout->addLayout(row);
        connect(m_live, &QPushButton::clicked, this, &ActionLog::liveRequested);
    }
    layout->addSpacing(common::kSpace2);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_empty, 1);
    connect(&m_pacer, &items::RefreshPacer::due, this, &ActionLog::read);
    connect(&m_following, &QTimer::timeout, this, [this] {
        if (isVisible() && isAtNewest())
            read();
    });
    connect(m_list, &QListView::activated, this, [this](const QModelIndex& index) {
        const telemetry::TimelineEntry& entry = m_entries.entry(index);
        emit momentChosen(entry.time, entry.recorded);
    });
    connect(&theme, &common::Theme::changed, this, &ActionLog::restyle);
    restyle();
}

void ActionLog::setExplanation(const QString& text)
{
    m_text->setText(text);
}

void ActionLog::setFollowing(bool isFollowing)
{
    if (isFollowing)
        m_following.start(kInterval);
    else
        m_following.stop();
}

bool ActionLog::isAtNewest() const
{
    if (m_conductor.canBeLive())
        return m_conductor.mode() == items::TimeConductor::Mode::Live;
    return !m_conductor.isPlaying() && m_conductor.cursor() >= m_conductor.bounds().end;
}

void ActionLog::setOffersLive(bool offers)
{
    if (m_live != nullptr)
        m_live->setVisible(offers);
}

void ActionLog::restyle()
{
    m_title->setFont(m_theme.font(common::TextSize::Title, true));
    m_text->setFont(m_theme.font(common::TextSize::Small));
    m_empty->setFont(m_theme.font(common::TextSize::Body));
}

void ActionLog::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_pacer.setActive(true);
    read();
}

void ActionLog::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_pacer.setActive(false);
}

telemetry::Result<ActionLog::Past> ActionLog::readPast(const store::Reader& reader,
                                                       const store::View& view)
{
    static const std::vector<std::string> kKinds{"arm",  "disarm", "action", "rung",    "undo",
                                                 "step", "lever",  "credit", "approval"};
    auto entries = reader.timeline(view, kKinds);
    if (!entries)
        return tl::make_unexpected(entries.error());
    Past past;
    past.run = runbook::pastRun(*entries);
    past.entries = std::move(*entries);
    return past;
}

void ActionLog::read()
{
    store::View view = m_conductor.view();
    view.range.start = telemetry::Timestamp::min();
    if (m_following.isActive() && isAtNewest())
        view = {}; // the end is where the newest telemetry is; a step may have been taken since
    m_query.request([view](const store::Reader& reader) { return readPast(reader, view); },
                    [this](telemetry::Result<Past> past) { take(std::move(past)); });
}

void ActionLog::take(telemetry::Result<Past> past)
{
    if (!past) {
        m_text->setText(common::safeLine(items::ownWords(past.error().message)));
        return;
    }
    emit pastRead(past->run);
    m_timeline.setEntries(std::move(past->entries));
    const bool isEmpty = m_entries.rowCount() == 0;
    m_list->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty);
}

} // namespace runbookview
