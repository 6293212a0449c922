// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/dashboard/causespanel.h"

#include "models/items/formats.h"
#include "widgets/common/icons.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/dashboard/causecard.h"

#include <QEvent>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <set>
#include <utility>

using namespace Qt::StringLiterals;

namespace dashboard {

CausesPanel::CausesPanel(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_head(new QToolButton(this))
    , m_judge(new QLabel)
    , m_content(new QWidget)
    , m_scroll(new QScrollArea(this))
{
    m_head->setAutoRaise(true);
    m_head->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_head->setFocusPolicy(Qt::StrongFocus);
    m_head->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_head->setToolTip(tr("What may be the cause, by what was seen: the figure adds up what speaks "
                          "for it and against it, each as the logarithm of a likelihood ratio."));
    connect(m_head, &QToolButton::clicked, this, [this] {
        m_isOpen = !m_isOpen;
        showCauses();
    });
    m_judge->setTextFormat(Qt::PlainText);
    m_judge->setWordWrap(true);
    m_judge->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_judge->setContentsMargins(common::kSpace6, 0, common::kSpace2, common::kSpace1);
    auto* content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(0);
    content->addWidget(m_judge);
    makeCards();
    content->addStretch(1);
    m_content->installEventFilter(this);
    m_scroll->setWidget(m_content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setBackgroundRole(QPalette::Window);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_head);
    layout->addWidget(m_scroll);
    connect(&m_theme, &common::Theme::changed, this, &CausesPanel::restyle);
    restyle();
    hide();
}

void CausesPanel::makeCards()
{
    for (std::size_t i = 0; i < causes::kCauseCount; ++i) {
        auto* card = new CauseCard(m_theme, m_content);
        connect(card, &CauseCard::toggledOpen, this, [this] { m_wasMoved = true; });
        connect(card, &CauseCard::answersRequested, this, [this, card] {
            if (m_causes && m_causes->facts.onset)
                emit answersRequested(
                    card->hypothesis(),
                    {.start = card->hypothesis().since.value_or(m_causes->facts.onset->low),
                     .end = m_causes->facts.range.end});
        });
        connect(card, &CauseCard::stepRequested, this, [this, card] {
            const causes::Remedy& remedy = card->hypothesis().remedy;
            emit leverRequested(QString::fromStdString(remedy.lever),
                                QString::fromStdString(remedy.value));
        });
        connect(card, &CauseCard::spreadRequested, this, [this, card] {
            emit spreadRequested(QString::fromStdString(card->hypothesis().service));
        });
        m_content->layout()->addWidget(card);
        m_cards.push_back(card);
    }
}

void CausesPanel::setCauses(std::shared_ptr<const causes::Causes> causes, bool isExpected)
{
    if (!causes)
        m_wasMoved = false; // another alarm
    m_causes = std::move(causes);
    setVisible(isExpected);
    showCauses();
}

void CausesPanel::setOver(const QString& alarm)
{
    m_over = alarm;
}

void CausesPanel::setChange(const QString& change)
{
    m_change = change;
}

void CausesPanel::setFailed(bool hasFailed)
{
    m_hasFailed = hasFailed;
}

void CausesPanel::setSteps(StepFinder steps)
{
    m_steps = std::move(steps);
    showCauses();
}

void CausesPanel::setMostHeight(int height)
{
    m_mostHeight = height;
    fitHeight();
}

int CausesPanel::foldedHeight() const
{
    return m_head->sizeHint().height();
}

QString CausesPanel::summary() const
{
    return m_head->accessibleName();
}

void CausesPanel::showCauses()
{
    m_head->setIcon(common::icon(m_theme, isOpen() ? u"chevrondown"_s : u"chevronright"_s,
                                 common::ColorRole::TextSecondary));
    m_head->setAccessibleDescription(m_isOpen ? tr("unfolded") : tr("folded"));
    const bool isKnown = m_causes && m_causes->facts.onset && !m_causes->hypotheses.empty();
    // That a first look found nothing says nothing yet.
    const bool isAwaited = !m_causes || (m_causes->isFirstLook && !isKnown);
    m_scroll->setVisible(isOpen() && isKnown);
    if (!isKnown) {
        m_head->setText(isAwaited && m_hasFailed && !m_change.isEmpty()
                            ? tr("Causes: they could not be read. So far: it %1").arg(m_change)
                            : isAwaited && m_hasFailed ? tr("Causes: they could not be read.")
                            : isAwaited && !m_change.isEmpty()
                            ? tr("Causes: being looked for… So far: it %1").arg(m_change)
                            : isAwaited ? tr("Causes: being looked for…")
                            : m_causes->facts.isShort
                            ? tr("Causes: nothing that rose can be told from chance, in the %1 "
                                 "answers that were looked at")
                                  .arg(items::countText(m_causes->facts.answers))
                            : tr("Causes: nothing that rose can be told from chance"));
        m_head->setAccessibleName(m_head->text());
        return;
    }
    const QString first = causeLine(m_causes->hypotheses.front());
    const bool isFirstLook = m_causes->isFirstLook;
    const QString line = m_over.isEmpty()
        ? (isFirstLook ? tr("Causes at first look. %1") : tr("Causes. %1")).arg(first)
        : (isFirstLook ? tr("Causes of %1, at first look. %2") : tr("Causes of %1. %2"))
              .arg(m_over, first);
    m_head->setText(
        !m_isOpen ? line
            : isFirstLook && m_hasFailed
            ? tr("Causes at first look, from the %1 answers next to the onset; the others could "
                 "not be read")
                  .arg(items::countText(m_causes->facts.answers))
            : isFirstLook
            ? tr("Causes at first look, from the %1 answers next to the onset; the others are "
                 "being read")
                  .arg(items::countText(m_causes->facts.answers))
            : m_over.isEmpty()
            ? tr("Causes, the likeliest first, as of %1").arg(items::utcTimeText(m_causes->asOf))
            : tr("Causes of %1, the likeliest first").arg(m_over));
    m_head->setAccessibleName(line);
    m_judge->setText(common::safeSentence(m_causes->judgeOrModel, 1000));
    m_judge->setVisible(!m_causes->judgeOrModel.empty());
    // A class keeps whether it is open when it moves to another place.
    std::set<causes::Cause> open;
    for (const CauseCard* card : m_cards) {
        if (card->isOpen())
            open.insert(card->hypothesis().cause);
    }
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        const causes::Hypothesis& hypothesis = m_causes->hypotheses[i];
        const QString reach = i < m_causes->radii.size()
            ? common::safeSentence(causes::exposedText(*m_causes, i))
            : QString();
        m_cards[i]->setHypothesis(hypothesis, reach,
                                  m_steps ? m_steps(hypothesis.remedy) : QString());
        m_cards[i]->setOpen(m_wasMoved ? open.contains(hypothesis.cause) : i == 0);
    }
    fitHeight();
    openWanted();
}

void CausesPanel::showCause(causes::Cause cause)
{
    m_isOpen = true;
    m_wanted = cause;
    showCauses();
}

void CausesPanel::openWanted()
{
    if (!m_wanted)
        return;
    m_wasMoved = true; // what somebody asked for stays open
    const auto isWanted = [this](const CauseCard* card) {
        return card->hypothesis().cause == *m_wanted;
    };
    for (CauseCard* card : m_cards)
        card->setOpen(isWanted(card));
    const auto found = std::ranges::find_if(m_cards, isWanted);
    m_wanted.reset();
    if (found == m_cards.end())
        return;
    // Once the cards have taken their new heights.
    QTimer::singleShot(0, *found, [this, card = *found] {
        m_scroll->verticalScrollBar()->setValue(
            std::min(card->y(), m_scroll->verticalScrollBar()->maximum()));
        card->focusHead();
    });
}

// As tall as what it holds, up to a limit: then it scrolls.
void CausesPanel::fitHeight()
{
    const int width = m_scroll->viewport()->width();
    const QLayout* layout = m_content->layout();
    const int wanted =
        layout->hasHeightForWidth() ? layout->heightForWidth(width) : layout->sizeHint().height();
    m_scroll->setFixedHeight(std::min(wanted, m_mostHeight));
}

bool CausesPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_content
        && (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize))
        fitHeight();
    return QWidget::eventFilter(watched, event);
}

void CausesPanel::restyle()
{
    m_head->setFont(m_theme.font(common::TextSize::Body, true));
    m_judge->setFont(m_theme.font(common::TextSize::Small));
    showCauses();
}

} // namespace dashboard
