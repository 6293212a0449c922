// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/claimsview.h"

#include "models/claims/placetext.h"
#include "models/items/formats.h"
#include "models/telemetry/utf8.h"
#include "widgets/common/flowlayout.h"
#include "widgets/common/keymap.h"
#include "widgets/trace/evidencecard.h"
#include "widgets/trace/evidencelines.h"
#include "widgets/trace/evidencemarks.h"
#include "widgets/trace/evidencewords.h"
#include "widgets/trace/focuspass.h"
#include "widgets/trace/traceselection.h"
#include "widgets/trace/whyview.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QStringList>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

using claims::Claim;
using claims::Support;

constexpr std::size_t kMostCards = 24;
constexpr std::int64_t kBefore = 2'000; // code points shown before a claim that is far down

QIcon supportIcon(Support support, const common::Theme& theme, qreal ratio)
{
    QPixmap pixmap(QSize(16, 16) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintSupport(painter, QRectF(0, 0, 16, 16), support, theme);
    return QIcon(pixmap);
}

void emptyLayout(QLayout* layout)
{
    while (QLayoutItem* item = layout->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
}

QLabel* hiddenLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->hide();
    return label;
}

QString chooseText()
{
    using common::KeyCommand;
    const common::Keymap& keys = common::keymap();
    QStringList ways;
    for (const KeyCommand way :
         {KeyCommand::NextClaim, KeyCommand::PreviousClaim, KeyCommand::NextWorstClaim}) {
        if (const QString key = keys.text(way); !key.isEmpty())
            ways << key;
    }
    const QString byKey = ways.size() < 3
        ? QString()
        : ClaimsView::tr(", or press %1 and %2, %3 for the worst").arg(ways[0], ways[1], ways[2]);
    return ClaimsView::tr("Choose a claim to see its evidence: click on it%1.").arg(byKey);
}

} // namespace

ClaimsView::ClaimsView(const common::Theme& theme, TraceSelection& selection, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_selection(selection)
    , m_summary(new QWidget(this))
    , m_filters(new common::FlowLayout(common::kSpace1, m_summary))
    , m_note(hiddenLabel(this))
    , m_line(hiddenLabel(this))
    , m_answer(new QPlainTextEdit(this))
    , m_marks(new TextMarks(m_answer->document()))
    , m_lines(new EvidenceLines(theme, this))
    , m_side(new QStackedWidget(this))
    , m_why(new WhyView(theme, selection, this))
{
    passFocus(*this, *m_answer);
    setAccessibleName(tr("Claims of the answer"));
    m_note->setObjectName(u"claimsNote"_s);
    m_line->setObjectName(u"claimLine"_s);
    m_line->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_answer->setReadOnly(true);
    m_answer->setUndoRedoEnabled(false);
    m_answer->setFrameShape(QFrame::NoFrame);
    m_answer->setTabChangesFocus(true);
    m_answer->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_answer->setAccessibleName(tr("Answer, with its claims"));
    m_answer->document()->setDocumentMargin(common::kSpace3);
    m_answer->installEventFilter(this);
    m_answer->viewport()->installEventFilter(this);
    m_answer->viewport()->setMouseTracking(true);
    m_side->addWidget(makeEvidence());
    m_side->addWidget(m_why);

    auto* body = new QHBoxLayout;
    body->setSpacing(0);
    body->addWidget(m_answer, 3);
    body->addWidget(m_lines);
    body->addWidget(m_side, 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3, 0);
    layout->setSpacing(common::kSpace1);
    layout->addWidget(m_summary);
    layout->addWidget(m_note);
    layout->addWidget(m_line);
    layout->addLayout(body, 1);

    connect(&selection, &TraceSelection::claimChanged, this, &ClaimsView::showClaim);
    connect(&selection, &TraceSelection::placeChanged, this, &ClaimsView::showPlace);
    connect(&selection, &TraceSelection::searchChanged, this, &ClaimsView::mark);
    connect(m_answer->verticalScrollBar(), &QScrollBar::valueChanged, this, &ClaimsView::draw);
    connect(m_scroll->verticalScrollBar(), &QScrollBar::valueChanged, this, &ClaimsView::draw);
    connect(m_lines, &EvidenceLines::claimPressed, this, &ClaimsView::choose);
    connect(m_why, &WhyView::backAsked, this, &ClaimsView::leaveWhy);
    connect(&theme, &common::Theme::changed, this, &ClaimsView::restyle);
    restyle();
}

QWidget* ClaimsView::makeEvidence()
{
    auto* page = new QWidget(m_side);
    m_scroll = new QScrollArea(page);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setAccessibleName(tr("Evidence of the chosen claim"));
    auto* inside = new QWidget;
    inside->installEventFilter(this);
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, common::kSpace3, common::kSpace2, common::kSpace3);
    m_list = new QVBoxLayout;
    m_list->setSpacing(common::kSpace2);
    column->addLayout(m_list);
    column->addStretch(1);
    m_scroll->setWidget(inside);
    m_none = hiddenLabel(page);
    m_none->setObjectName(u"noEvidence"_s);
    m_rest = hiddenLabel(page);
    m_rest->setObjectName(u"restingOn"_s);
    m_ask = new QPushButton(tr("Why This Sentence?"), page);
    common::teachKey(m_ask, tr("Where its words come from, step by step"),
                     common::KeyCommand::WhyClaim);
    connect(m_ask, &QPushButton::clicked, this, &ClaimsView::askWhy);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_none);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_rest);
    layout->addWidget(m_ask, 0, Qt::AlignLeft);
    return page;
}

void ClaimsView::setClaims(std::shared_ptr<const trace::TraceContents> contents,
                           std::shared_ptr<const claims::ClaimSet> set)
{
    m_contents =
        contents != nullptr ? std::move(contents) : std::make_shared<const trace::TraceContents>();
    // Read again: what was narrowed and where one had got to stay.
    const bool isSame = m_set != nullptr && set != nullptr && m_set->generation == set->generation;
    const auto* generation = set == nullptr ? nullptr : m_contents->generation(set->generation);
    std::string output = telemetry::sanitizedUtf8(
        generation == nullptr ? std::string() : telemetry::outputText(*generation));
    if (isSame && *m_set == *set && output == m_output) {
        m_set = std::move(set);
        return;
    }
    const Kept kept = isSame ? keep() : Kept();
    m_set = std::move(set);
    if (!isSame)
        m_filter.reset();
    m_output = std::move(output);
    m_length = telemetry::codePointCount(m_output);
    if (kept.claim)
        m_selection.setClaim(claimOver(*kept.claim));
    showSummary();
    showAnswer(isSame ? std::min(m_from, m_length) : 0);
    // Not where it is only read again: the way of its words is being looked at.
    if (!isSame && m_return && m_set != nullptr && m_return->first == m_set->generation) {
        const std::size_t back = m_return->second;
        m_return.reset();
        choose(back);
    }
    showClaim();
    showPlace();
    if (isSame)
        restore(kept);
}

void ClaimsView::setProvenance(const claims::Provenance& provenance)
{
    m_why->setProvenance(provenance);
    m_side->setCurrentWidget(m_why);
    draw();
}

bool ClaimsView::isWhyShown() const
{
    return m_side->currentWidget() == m_why;
}

std::optional<std::size_t> ClaimsView::chosen() const
{
    const auto index = m_selection.claim();
    if (m_set == nullptr || m_selection.span() != m_set->generation || !index
        || *index >= m_set->claims.size())
        return std::nullopt;
    return index;
}

const Claim* ClaimsView::claim() const
{
    const auto index = chosen();
    return index ? &m_set->claims[*index] : nullptr;
}

bool ClaimsView::isShown(const Claim& claim) const
{
    return m_filter ? claim.support == *m_filter : claim.support != Support::NotJudged;
}

void ClaimsView::showSummary()
{
    m_buttons.clear();
    emptyLayout(m_filters);
    QString note;
    if (m_set == nullptr)
        note = tr("Choose an answer to see what it says and what stands under it.");
    else if (!m_set->unknown.empty())
        note = common::safeSentence(m_set->unknown);
    else if (m_set->claims.empty())
        note = m_length == 0 ? tr("The answer was not captured.")
                             : tr("Nothing in this answer states anything.");
    const auto add = [this](const QString& text, std::optional<Support> support) {
        auto* button = new QToolButton(m_summary);
        button->setText(text);
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setChecked(m_filter == support);
        button->setFont(m_theme.font(common::TextSize::Body, !support));
        button->setAccessibleName(support ? tr("Show only %1").arg(text)
                                          : tr("Show all %1").arg(text));
        if (support)
            button->setIcon(supportIcon(*support, m_theme, devicePixelRatioF()));
        button->setObjectName(u"filter."_s
                              + (support ? QString::fromLatin1(toString(*support)) : u"all"_s));
        connect(button, &QToolButton::clicked, this,
                [this, support] { setFilter(m_filter == support ? std::nullopt : support); });
        m_filters->addWidget(button);
        button->show();
        m_buttons.push_back(button);
    };
    if (m_set != nullptr && !m_set->claims.empty()) {
        const auto count = [this](Support support) {
            return std::ranges::count(m_set->claims, support, &Claim::support);
        };
        const auto judged = static_cast<std::int64_t>(m_set->claims.size())
            - static_cast<std::int64_t>(count(Support::NotJudged));
        add(items::countedText(judged, tr("1 claim"), tr("%1 claims")), std::nullopt);
        for (int i = 0; i <= static_cast<int>(Support::NotJudged); ++i) {
            const auto support = static_cast<Support>(i);
            if (count(support) > 0)
                add(u"%1 %2"_s.arg(items::countText(count(support)), supportText(support)),
                    support);
        }
    }
    // New ones are last of the window otherwise.
    QWidget* before = m_answer;
    for (QToolButton* button : m_buttons) {
        setTabOrder(before, button);
        before = button;
    }
    // Without an answer there is neither a text nor what stands under it.
    m_answer->viewport()->setBackgroundRole(m_set == nullptr ? QPalette::Window : QPalette::Base);
    m_lines->setVisible(m_set != nullptr);
    m_side->setVisible(m_set != nullptr);
    m_summary->setVisible(!m_buttons.empty());
    m_note->setVisible(!note.isEmpty());
    m_note->setText(note);
}

void ClaimsView::setFilter(std::optional<Support> support)
{
    m_filter = support;
    for (QToolButton* button : m_buttons)
        button->setChecked(button->objectName()
                           == u"filter."_s
                               + (support ? QString::fromLatin1(toString(*support)) : u"all"_s));
    mark();
    draw();
}

void ClaimsView::showAnswer(std::int64_t from)
{
    m_from = from;
    // One more tells whether there is more.
    const std::int64_t to = from + common::kShownCodePoints;
    m_shown = common::safeText(claims::stretchOf(m_output, from, to + 1), common::kShownCodePoints);
    QString text = m_shown.text;
    if (from > 0 || m_shown.isCut)
        text += u"\n\n"_s
            + tr("… characters %1 to %2 of %3 are shown; going to a claim moves on.")
                  .arg(items::countText(from + 1), items::countText(std::min(to, m_length)),
                       items::countText(m_length));
    if (text != m_answer->toPlainText())
        m_answer->setPlainText(text);
    m_answer->setPlaceholderText(m_set != nullptr && m_length == 0
                                     ? tr("No text of this answer is in the telemetry.")
                                     : QString());
    mark();
}

void ClaimsView::choose(std::size_t index)
{
    if (m_set == nullptr || index >= m_set->claims.size())
        return;
    m_selection.setSpan(m_set->generation);
    const auto& place = m_selection.place();
    const auto& evidence = m_set->claims[index].evidence;
    if (place && std::ranges::find(evidence, *place, &claims::Evidence::place) == evidence.end())
        m_selection.setPlace(std::nullopt);
    m_side->setCurrentIndex(0);
    m_selection.setClaim(index);
    draw();
}

void ClaimsView::showClaim()
{
    const Claim* one = claim();
    m_line->setVisible(one != nullptr);
    m_ask->setVisible(one != nullptr);
    if (one != nullptr) {
        // Counted as in the summary: what was not judged apart.
        const auto isAlike = [one](const Claim& other) {
            return (other.support == Support::NotJudged) == (one->support == Support::NotJudged);
        };
        const auto begin = m_set->claims.begin();
        const auto here = begin + static_cast<std::ptrdiff_t>(*chosen());
        QString text = tr("Claim %1 of %2: %3")
                           .arg(std::count_if(begin, here, isAlike) + 1)
                           .arg(std::count_if(begin, m_set->claims.end(), isAlike))
                           .arg(supportText(one->support));
        if (!one->reason.empty())
            text += u" – "_s + common::safeLine(one->reason);
        m_line->setText(text);
        m_answer->setAccessibleDescription(u"%1: %2"_s.arg(
            text, common::safeLine(claims::stretchOf(m_output, one->start, one->end))));
        if (one->start < m_from || one->end > m_from + common::kShownCodePoints)
            showAnswer(std::max<std::int64_t>(one->start - kBefore, 0));
        QTextCursor cursor(m_answer->document());
        cursor.setPosition(std::max(shownPosition(one->start), 0));
        m_answer->setTextCursor(cursor);
        m_answer->ensureCursorVisible();
        m_isToReveal = true; // the cards beside it may change its room
    } else {
        m_answer->setAccessibleDescription(m_note->isHidden() ? summaryText() : m_note->text());
    }
    showCards();
    mark();
    draw();
}

void ClaimsView::showCards()
{
    m_cards.clear();
    emptyLayout(m_list);
    const Claim* one = claim();
    m_none->setVisible(one == nullptr || one->evidence.empty());
    if (one == nullptr) {
        m_none->setText(m_set == nullptr || m_set->claims.empty() ? QString() : chooseText());
        return;
    }
    m_none->setText(one->evidence.empty() ? noEvidenceText(one->support) : QString());
    for (std::size_t i = 0; i < std::min(one->evidence.size(), kMostCards); ++i) {
        const claims::Evidence& evidence = one->evidence[i];
        auto* card = new EvidenceCard(m_theme, m_scroll->widget());
        card->setBlocks(evidenceBlocks(*m_contents, m_set->generation, evidence));
        card->setSupport(claims::supportOf(*one, evidence)); // as its line is drawn
        card->setDropped(evidence.isDropped);
        card->setChosen(isChosen(evidence));
        card->setObjectName(u"evidence.%1"_s.arg(i));
        if (evidence.earlier)
            connect(card, &EvidenceCard::clicked, this,
                    [this, turn = evidence.earlier->turn] { emit turnChosen(turn); });
        else
            connect(card, &EvidenceCard::clicked, this,
                    [this, place = evidence.place] { m_selection.setPlace(place); });
        m_list->addWidget(card);
        card->show();
        m_cards.push_back(card);
    }
    QWidget* before = m_buttons.empty() ? static_cast<QWidget*>(m_answer) : m_buttons.back();
    for (EvidenceCard* card : m_cards) {
        setTabOrder(before, card);
        before = card;
    }
}

EvidenceCard* ClaimsView::card(int evidence) const
{
    return evidence < 0 || evidence >= static_cast<int>(m_cards.size())
        ? nullptr
        : m_cards[static_cast<std::size_t>(evidence)];
}

bool ClaimsView::isChosen(const claims::Evidence& evidence) const
{
    return !evidence.earlier && m_selection.place() == evidence.place;
}

void ClaimsView::showPlace()
{
    const auto& place = m_selection.place();
    m_resting.clear();
    if (place && m_set != nullptr)
        m_resting = m_set->restingOn(*place);
    m_rest->setVisible(!m_resting.empty());
    if (!m_resting.empty())
        m_rest->setText(tr("%1 on %2; marked in the answer.")
                            .arg(items::countedText(static_cast<std::int64_t>(m_resting.size()),
                                                    tr("1 claim rests"), tr("%1 claims rest")),
                                 common::safeLine(claims::sourceName(*m_contents, *place), 120)));
    const Claim* one = claim();
    for (std::size_t i = 0; one != nullptr && i < m_cards.size(); ++i)
        m_cards[i]->setChosen(isChosen(one->evidence[i]));
    mark();
    draw();
}

void ClaimsView::leaveWhy()
{
    m_side->setCurrentIndex(0);
    if (m_return && m_set != nullptr && m_return->first != m_set->generation)
        m_selection.setSpan(m_return->first); // and choose() when its claims come
    else
        m_return.reset();
    m_answer->setFocus(Qt::OtherFocusReason);
    draw();
}

void ClaimsView::restyle()
{
    // Lines far enough apart for what is drawn under them.
    m_answer->setFont(m_theme.font(common::TextSize::Title));
    m_line->setFont(m_theme.font(common::TextSize::Body, true));
    m_rest->setFont(m_theme.font(common::TextSize::Small));
    showSummary();
    showCards();
    mark();
    draw();
}

} // namespace traceview
