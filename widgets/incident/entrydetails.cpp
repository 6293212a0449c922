// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/incident/entrydetails.h"

#include "models/items/entryfilter.h"
#include "models/items/entrywords.h"
#include "models/items/formats.h"
#include "models/items/roomentries.h"
#include "models/items/sidenotes.h"
#include "widgets/common/flowlayout.h"
#include "widgets/common/icons.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/explore/savedsetting.h"
#include "widgets/incident/payloadtext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace incident {

namespace {

constexpr int kSmallestHeight = 156;
constexpr int kPayloadLines = 4; // that are seen of a longer one without scrolling it

// As high as its parts need, not as they would like: what may shrink does before anything is
// scrolled.
class EntryContent : public QWidget
{
public:
    using QWidget::QWidget;
    int heightForWidth(int width) const override { return layout()->minimumHeightForWidth(width); }
};

} // namespace

EntryDetails::EntryDetails(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new QLabel(this))
    , m_facts(new QLabel(this))
    , m_mark(new QLabel(this))
    , m_payload(new common::PlainTextView(theme, this))
    , m_trace(new QPushButton(tr("Open Trace"), this))
    , m_setting(new QPushButton(tr("Open in Explore"), this))
    , m_screen(new QPushButton(this))
    , m_seek(new QPushButton(tr("Go to Its Time"), this))
    , m_incident(new QPushButton(tr("Open Incident"), this))
    , m_goTo(new QPushButton(this))
    , m_part(new QPushButton(this))
    , m_raw(new QPushButton(tr("Raw"), this))
    , m_close(new QToolButton(this))
    , m_scroll(new QScrollArea(this))
{
    for (QLabel* label : {m_title, m_facts, m_mark}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setMinimumWidth(1); // a long word is no reason to be wider than the page
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_facts->setForegroundRole(QPalette::PlaceholderText);
    m_payload->editor()->setAccessibleName(tr("Details of the entry"));
    m_incident->setToolTip(tr("An incident of people, which this is the beginning of"));
    m_trace->setToolTip(tr("What the entry is on, in its trace"));
    auto* ways = new common::FlowLayout(common::kSpace2);
    m_raw->setCheckable(true);
    m_raw->setToolTip(tr("The details as they were recorded, in JSON"));
    for (QPushButton* button :
         {m_seek, m_trace, m_setting, m_screen, m_incident, m_goTo, m_part, m_raw}) {
        button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        ways->addWidget(button);
    }
    // Long titles and a low window: all of it is there to be scrolled to, nothing is cut.
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setAccessibleName(tr("The entry"));
    auto* whole = new QHBoxLayout(this);
    whole->setContentsMargins(0, 0, common::kSpace2, 0);
    whole->setSpacing(0);
    whole->addWidget(m_scroll, 1);
    whole->addWidget(m_close, 0, Qt::AlignTop);
    auto* content = new EntryContent(m_scroll);
    m_scroll->setWidget(content);
    m_scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    // To be scrolled by keys where there is something to scroll, else no stop on the way.
    const auto allowFocus = [this](int, int most) {
        m_scroll->setFocusPolicy(most > 0 ? Qt::TabFocus : Qt::NoFocus);
    };
    allowFocus(0, 0);
    connect(m_scroll->verticalScrollBar(), &QScrollBar::rangeChanged, this, allowFocus);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3, common::kSpace2);
    layout->setSpacing(common::kSpace2);
    m_close->setAutoRaise(true);
    m_close->setToolTip(tr("Show no entry, but more of the timeline"));
    m_close->setAccessibleName(tr("Close the entry"));
    layout->addWidget(m_title);
    layout->addWidget(m_facts);
    layout->addWidget(m_mark);
    layout->addLayout(ways);
    layout->addWidget(m_payload, 1);
    layout->addStretch(0); // takes what is left when there is no payload
    setMinimumHeight(kSmallestHeight);
    for (QWidget* each : {static_cast<QWidget*>(m_incident), static_cast<QWidget*>(m_goTo),
                          static_cast<QWidget*>(m_part), static_cast<QWidget*>(m_mark)})
        each->hide();
    connect(m_goTo, &QPushButton::clicked, this, [this] { emit incidentShown(m_toPart.incident); });
    connect(m_part, &QPushButton::clicked, this, [this] { emit partAsked(m_toPart.canTakeOut); });
    connect(m_raw, &QPushButton::toggled, this, &EntryDetails::showPayload);
    connect(m_close, &QToolButton::clicked, this, &EntryDetails::closeAsked);
    connect(m_seek, &QPushButton::clicked, this, &EntryDetails::momentAsked);
    connect(m_incident, &QPushButton::clicked, this, &EntryDetails::incidentAsked);
    connect(m_setting, &QPushButton::clicked, this, &EntryDetails::settingAsked);
    connect(m_screen, &QPushButton::clicked, this, [this] { emit stateAsked(m_state); });
    connect(m_trace, &QPushButton::clicked, this, [this] { emit traceAsked(m_link); });
    connect(&theme, &common::Theme::changed, this, &EntryDetails::restyle);
    restyle();
}

void EntryDetails::showPart(const Part& part)
{
    m_toPart = part;
    m_incident->setVisible(part.canOpen);
    m_goTo->setVisible(!part.incident.isEmpty());
    m_goTo->setText(tr("Go to %1").arg(part.incident));
    m_goTo->setToolTip(tr("The incident that this alarm is part of"));
    m_part->setVisible(part.canTakeOut || part.canPutIn);
    m_part->setText(part.canTakeOut ? tr("Take Out of %1…").arg(part.shown)
                                    : tr("Put into %1…").arg(part.shown));
    m_part->setToolTip(part.canTakeOut
                           ? tr("Say that this alarm is no part of the incident; it is asked why")
                           : tr("Say that this alarm is part of the incident"));
}

void EntryDetails::setEntry(const telemetry::TimelineEntry& entry, const QString& mark,
                            const Part& part)
{
    showPart(part);
    if (std::exchange(m_hash, entry.hash) != entry.hash)
        m_scroll->verticalScrollBar()->setValue(0); // another entry is read from its beginning
    m_mark->setVisible(!mark.isNull());
    const QString why = common::safeLine(mark.toStdString(), 2000);
    m_mark->setText(why.isEmpty() ? tr("Marked") : tr("Marked: %1").arg(why));
    m_title->setText(common::safeLine(items::entryText(entry).toStdString(), 2000));
    const QString facts =
        tr("%1 · %2 · by %3")
            .arg(common::safeLine(
                     items::entryKindText(QString::fromStdString(entry.kind)).toStdString(), 40),
                 items::utcDateTimeText(entry.time),
                 entry.actor.empty() ? tr("unknown") : common::safeLine(entry.actor, 80));
    m_facts->setText(
        items::isOfRoom(entry) ? tr("In the shared room, not in the recording · %1 · told %2")
                                     .arg(facts, items::utcDateTimeText(entry.recorded))
            : items::isBeside(entry)
            ? tr("Beside the recording, no part of its chain · %1 · written %2")
                  .arg(facts, items::utcDateTimeText(entry.recorded))
            : tr("#%1 · %2 · %3")
                  .arg(QString::number(entry.sequence), facts, common::safeLine(entry.hash, 16)));
    const bool isSetting = explore::settingFrom(entry.payload).has_value();
    const auto words = items::answerWords(entry);
    m_setting->setVisible(isSetting);
    m_link = words ? words->link.value_or(trace::TraceLink{}) : trace::TraceLink{};
    if (!m_link.step.trace.isValid()) {
        const auto links = trace::traceLinksIn(entry.text);
        m_link = links.empty() ? trace::TraceLink{} : links.front();
    }
    m_trace->setVisible(m_link.step.trace.isValid());
    const auto shown = items::shownState(entry);
    const auto linked =
        shown || m_trace->isVisibleTo(this) ? std::nullopt : items::viewStateIn(entry.text);
    m_screen->setVisible(shown || linked);
    m_screen->setText(shown ? tr("Show What Was on the Screen") : tr("Open Link"));
    m_screen->setToolTip(shown ? tr("Goes to that moment, and opens the page as it was")
                               : tr("To the moment and the page that the link names"));
    m_state = shown ? *shown : linked.value_or(items::ViewState{});
    // A setting is read by opening it; what a verdict or an annotation holds is told in words.
    m_recorded = isSetting ? QString() : payloadText(entry.payload);
    m_told = words ? words->text : isSetting ? QString() : payloadFields(entry.payload);
    m_raw->setVisible(!m_recorded.isEmpty() && m_recorded != m_told);
    showPayload();
}

void EntryDetails::showPayload()
{
    const QString& payload = m_raw->isChecked() && !m_raw->isHidden() ? m_recorded : m_told;
    m_payload->setVisible(!payload.isEmpty());
    m_payload->setContent(payload.toStdString());
    const auto lines = std::min(kPayloadLines, static_cast<int>(payload.count(u'\n')) + 1);
    const QFontMetrics metrics(m_theme.font(common::TextSize::Body));
    m_payload->setMinimumHeight(lines * metrics.lineSpacing() + common::kSpace3);
}

void EntryDetails::restyle()
{
    m_title->setFont(m_theme.font(common::TextSize::Body, true));
    m_facts->setFont(m_theme.font(common::TextSize::Small));
    m_mark->setFont(m_theme.font(common::TextSize::Small));
    m_close->setIcon(common::icon(m_theme, u"close"_s, common::ColorRole::TextSecondary));
}

} // namespace incident
