// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/tracesearchbar.h"

#include "models/items/formats.h"
#include "widgets/common/icons.h"
#include "widgets/common/keymap.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/searchline.h"
#include "widgets/common/theme.h"
#include "widgets/trace/traceselection.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QToolButton>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <set>
#include <utility>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

constexpr std::chrono::milliseconds kTyping(150); // a pause in it
constexpr int kLongestSearch = 400;
constexpr int kLineWidth = 110;

// Where the places are: "7 steps: 3 in answers, 9 in input".
QString placesText(const claims::TraceHits& found)
{
    using similarity::PlaceKind;
    struct Count
    {
        int kind; // negative: in names
        const char* text;
        std::int64_t count = 0;
    };
    const auto of = [](PlaceKind kind) { return static_cast<int>(kind); };
    std::array<Count, 7> counts{
        {{of(PlaceKind::Output), QT_TRANSLATE_NOOP("traceview::TraceSearchBar", "%1 in answers")},
         {of(PlaceKind::Reasoning),
          QT_TRANSLATE_NOOP("traceview::TraceSearchBar", "%1 in reasoning")},
         {of(PlaceKind::Input), QT_TRANSLATE_NOOP("traceview::TraceSearchBar", "%1 in input")},
         {of(PlaceKind::Document),
          QT_TRANSLATE_NOOP("traceview::TraceSearchBar", "%1 in passages")},
         {of(PlaceKind::ToolArgument),
          QT_TRANSLATE_NOOP("traceview::TraceSearchBar", "%1 in arguments")},
         {of(PlaceKind::ToolResult),
          QT_TRANSLATE_NOOP("traceview::TraceSearchBar", "%1 in tool results")},
         {-1, QT_TRANSLATE_NOOP("traceview::TraceSearchBar", "%1 in names")}}};
    std::set<telemetry::SpanId> steps;
    for (const claims::TraceHit& hit : found.hits) {
        steps.insert(hit.span);
        const int kind = hit.place ? of(hit.place->kind) : -1;
        for (Count& count : counts)
            count.count += count.kind == kind ? 1 : 0;
    }
    QStringList said;
    for (const Count& count : counts) {
        if (count.count > 0)
            said << TraceSearchBar::tr(count.text).arg(items::countText(count.count));
    }
    if (said.isEmpty())
        return TraceSearchBar::tr("Looked for in names, messages, passages, arguments and results");
    const auto number = static_cast<std::int64_t>(steps.size());
    return (number == 1 ? TraceSearchBar::tr("1 step: %2")
                        : TraceSearchBar::tr("%1 steps: %2").arg(items::countText(number)))
               .arg(said.join(u", "_s))
        + (found.isCut ? TraceSearchBar::tr("; there are more") : QString());
}

} // namespace

TraceSearchBar::TraceSearchBar(items::RecordingQueries& queries, TraceSelection& selection,
                               const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_selection(selection)
    , m_query(queries, this)
    , m_line(new common::SearchLine(common::SearchLine::Escape::ClearsAndLeaves, this))
    , m_count(new QLabel(this))
    , m_back(new QToolButton(this))
    , m_on(new QToolButton(this))
{
    m_line->setAccessibleName(tr("Search the trace"));
    m_line->setClearButtonEnabled(true);
    m_line->setMaxLength(kLongestSearch);
    m_line->setMinimumWidth(kLineWidth);
    m_line->installEventFilter(this);
    m_count->setTextFormat(Qt::PlainText);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(common::kSpace1);
    row->addWidget(m_count);
    row->addWidget(m_line, 1);
    for (QToolButton* button : {m_back, m_on}) {
        button->setAutoRaise(true);
        row->addWidget(button);
    }
    common::followKeys(this, [this] { teachKeys(); });
    m_delay.setSingleShot(true);
    m_delay.setInterval(kTyping);
    connect(&m_delay, &QTimer::timeout, this, &TraceSearchBar::search);
    connect(m_line, &QLineEdit::textChanged, this, [this] {
        m_current = -1;
        m_going = 0;
        m_delay.start();
        tell();
    });
    connect(m_line, &QLineEdit::returnPressed, this, [this] { goOn(1); });
    connect(m_line, &common::SearchLine::left, this, &TraceSearchBar::left);
    connect(m_back, &QToolButton::clicked, this, [this] { goOn(-1); });
    connect(m_on, &QToolButton::clicked, this, [this] { goOn(1); });
    connect(&theme, &common::Theme::changed, this, &TraceSearchBar::restyle);
    restyle();
    tell();
}

TraceSearchBar::~TraceSearchBar()
{
    *m_isDropped = true;
}

void TraceSearchBar::restyle()
{
    m_back->setIcon(common::icon(m_theme, u"chevronleft"_s));
    m_on->setIcon(common::icon(m_theme, u"chevronright"_s));
    m_count->setFont(m_theme.font(common::TextSize::Small));
}

void TraceSearchBar::setContents(std::shared_ptr<const trace::TraceContents> contents)
{
    const auto traceOf = [](const std::shared_ptr<const trace::TraceContents>& one) {
        return one && !one->tree->isEmpty() ? one->tree->spans().front().trace
                                            : telemetry::TraceId{};
    };
    const bool isSame = m_contents && contents && traceOf(m_contents) == traceOf(contents);
    m_contents = std::move(contents);
    if (!isSame) { // what was found in another one is nowhere here
        m_isKnown = false;
        m_current = -1;
        take({});
    }
    if (!m_line->text().isEmpty())
        search();
}

void TraceSearchBar::clear()
{
    if (m_line->text().isEmpty())
        return;
    m_line->clear();
    search(); // at once
}

void TraceSearchBar::focusLine()
{
    m_line->setFocus(Qt::ShortcutFocusReason);
    m_line->selectAll();
}

bool TraceSearchBar::isSearching() const
{
    return !m_line->text().isEmpty() && (!m_isKnown || m_searched != m_line->text());
}

void TraceSearchBar::search()
{
    m_delay.stop();
    const QString wanted = m_line->text();
    m_selection.setSearch(wanted);
    if (wanted.isEmpty()) {
        m_going = 0;
        m_isKnown = false;
        take({});
        return;
    }
    *m_isDropped = true; // what is looked for now is another text
    if (!m_contents)
        return tell(); // once they are read
    m_isDropped = std::make_shared<std::atomic<bool>>(false);
    m_query.request(
        [contents = m_contents, text = wanted.toStdString(),
         isDropped = m_isDropped](const store::Reader&) -> telemetry::Result<claims::TraceHits> {
            return claims::searchTrace(*contents, text, [&isDropped] { return !*isDropped; });
        },
        [this, wanted, contents = m_contents](telemetry::Result<claims::TraceHits> hits) {
            // Of another text, or of what has been read again or left meanwhile: that comes.
            if (wanted != m_line->text() || contents != m_contents)
                return;
            m_searched = wanted;
            m_isKnown = true;
            take(hits ? std::move(*hits) : claims::TraceHits());
            if (const int going = std::exchange(m_going, 0); going != 0)
                goOn(going);
        });
    tell();
}

// Where one has got to is kept, while the same place is found again.
void TraceSearchBar::take(claims::TraceHits hits)
{
    const claims::TraceHits before = std::exchange(m_hits, std::move(hits));
    if (m_current >= 0) {
        const auto found =
            std::ranges::find(m_hits.hits, before.hits[static_cast<std::size_t>(m_current)]);
        m_current = found == m_hits.hits.end() ? -1 : static_cast<int>(found - m_hits.hits.begin());
    }
    tell();
    emit hitsChanged();
}

void TraceSearchBar::goOn(int hits)
{
    if (isSearching()) {
        m_going = hits;
        if (m_delay.isActive())
            search();
        return;
    }
    const int count = static_cast<int>(m_hits.hits.size());
    if (count == 0)
        return;
    m_current =
        m_current < 0 ? (hits > 0 ? 0 : count - 1) : ((m_current + hits) % count + count) % count;
    tell();
    emit hitChosen(m_hits.hits[static_cast<std::size_t>(m_current)]);
}

QString TraceSearchBar::text() const
{
    if (m_line->text().isEmpty())
        return {};
    if (isSearching())
        return tr("searching…");
    const auto count = static_cast<std::int64_t>(m_hits.hits.size());
    const QString all = items::countText(count) + (m_hits.isCut ? u"+"_s : QString());
    return m_current < 0 ? (count == 1 ? tr("1 place") : tr("%1 places").arg(all))
                         : tr("%1 of %2").arg(items::countText(m_current + 1), all);
}

void TraceSearchBar::tell()
{
    m_count->setText(text());
    m_line->setAccessibleDescription(text()); // where the focus is
    m_count->setToolTip(m_line->text().isEmpty() || isSearching()
                            ? QString()
                            : common::plainToolTip(placesText(m_hits)));
    m_back->setVisible(!m_hits.hits.empty());
    m_on->setVisible(!m_hits.hits.empty());
}

void TraceSearchBar::teachKeys()
{
    using common::KeyCommand;
    const common::Keymap& keys = common::keymap();
    m_line->setPlaceholderText(keys.withKey(tr("Search the trace"), KeyCommand::SearchTrace));
    m_back->setAccessibleName(keys.withKey(tr("Place before"), KeyCommand::PreviousPlace));
    m_on->setAccessibleName(keys.withKey(tr("Next place"), KeyCommand::NextPlace));
    for (QToolButton* button : {m_back, m_on})
        button->setToolTip(button->accessibleName());
}

// The line takes Return with Shift for Return.
bool TraceSearchBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_line && event->type() == QEvent::KeyPress) {
        const auto* key = dynamic_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Return && key->modifiers() & Qt::ShiftModifier) {
            goOn(-1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace traceview
