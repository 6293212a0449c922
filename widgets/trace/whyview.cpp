// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/whyview.h"

#include "models/items/formats.h"
#include "widgets/common/keymap.h"
#include "widgets/common/plaintext.h"
#include "widgets/trace/evidencecard.h"
#include "widgets/trace/traceselection.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

using claims::Hop;
using claims::HopKind;
using claims::Loss;
using claims::Provenance;
using claims::Reading;
using claims::Support;
using common::ColorRole;

// Between two cards: an arrow, broken where the words went on without their source.
class ChainLink final : public QWidget
{
public:
    ChainLink(const common::Theme& theme, bool isBroken, QWidget* parent)
        : QWidget(parent)
        , m_theme(theme)
        , m_isBroken(isBroken)
    {
        setFixedHeight(kHeight);
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QColor color =
            m_theme.color(m_isBroken ? ColorRole::EvidenceContradicted : ColorRole::TextSecondary);
        QPen pen(color, 1.75);
        if (m_isBroken)
            pen.setDashPattern({2, 2});
        painter.setPen(pen);
        painter.drawLine(QPointF(kLeft, 0), QPointF(kLeft, kHeight - 5));
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawPolygon(QPolygonF({{kLeft - 4.0, kHeight - 6.0},
                                       {kLeft + 4.0, kHeight - 6.0},
                                       {kLeft * 1.0, kHeight * 1.0}}));
    }

private:
    static constexpr int kHeight = 18;
    static constexpr int kLeft = 24;
    const common::Theme& m_theme;
    bool m_isBroken;
};

// The glyph of a hop: what the loss means there.
std::optional<Support> glyphOf(const Provenance& provenance, const Hop& hop)
{
    if (!hop.isLost)
        return hop.kind == HopKind::First && provenance.loss != Loss::Unknown
                && provenance.loss != Loss::Invented
            ? std::optional(Support::Supported)
            : hop.kind == HopKind::First ? std::optional(Support::Unknown)
                                         : std::nullopt;
    switch (provenance.loss) {
    case Loss::Invented:
        return Support::Absent;
    case Loss::Changed:
        return Support::Contradicted;
    case Loss::Dropped:
        return Support::Truncated;
    case Loss::Composed:
        return Support::Weak;
    case Loss::None:
    case Loss::Unknown:
        break;
    }
    return Support::Unknown;
}

std::vector<EvidenceCard::Block> blocksOf(const Provenance& provenance, std::size_t index)
{
    const Hop& hop = provenance.hops[index];
    EvidenceCard::Block words{.text = u"“%1”"_s.arg(common::safeText(hop.words, 300).text)};
    const QString said = common::safeText(hop.said, 80).text;
    const auto at = said.isEmpty() ? qsizetype{-1} : words.text.indexOf(said);
    if (at >= 0)
        words.marks.push_back({.start = static_cast<int>(at),
                               .end = static_cast<int>(at + said.size()),
                               .role = ColorRole::EvidenceContradicted,
                               .style = QTextCharFormat::WaveUnderline});
    QString when = items::utcTimeMillisText(hop.start);
    if (hop.kind != HopKind::Answer)
        when += WhyView::tr(" · holds %1 of the claim").arg(items::percentText(hop.containment));
    // What a model said first had none that it could lose.
    return {{.text = !hop.isLost || provenance.loss == Loss::Composed ? QString()
                 : provenance.loss == Loss::Invented ? WhyView::tr("Never had support")
                 : provenance.reading == Reading::Unread
                 ? WhyView::tr("Support was lost on the way to the model")
                 : provenance.reading == Reading::LikelyUnread
                 ? WhyView::tr("Support was likely lost on the way to the model")
                 : WhyView::tr("Support was lost here"),
             .isBold = true,
             .role = ColorRole::EvidenceContradicted},
            {.text = common::safeSentence(claims::hopText(provenance, index), 400),
             .size = common::TextSize::Small,
             .isBold = true},
            words,
            {.text = when, .size = common::TextSize::Small, .role = ColorRole::TextSecondary}};
}

} // namespace

WhyView::WhyView(const common::Theme& theme, TraceSelection& selection, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_selection(selection)
    , m_title(new QLabel(tr("Why this sentence?"), this))
    , m_text(new QLabel(this))
    , m_back(new QPushButton(tr("Back to Evidence"), this))
    , m_scroll(new QScrollArea(this))
{
    m_title->setTextFormat(Qt::PlainText);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setObjectName(u"whyText"_s);
    m_back->setToolTip(tr("Esc"));
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto* inside = new QWidget;
    m_chain = new QVBoxLayout(inside);
    m_chain->setContentsMargins(0, 0, common::kSpace2, common::kSpace3);
    m_chain->setSpacing(0);
    m_scroll->setWidget(inside);

    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_back);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(common::kSpace2);
    layout->addLayout(head);
    layout->addWidget(m_text);
    layout->addWidget(m_scroll, 1);
    setAccessibleName(m_title->text());
    connect(m_back, &QPushButton::clicked, this, &WhyView::backAsked);
    connect(&selection, &TraceSelection::placeChanged, this, &WhyView::showPlace);
    connect(&theme, &common::Theme::changed, this, &WhyView::restyle);
    restyle();
}

void WhyView::restyle()
{
    m_title->setFont(m_theme.font(common::TextSize::Title, true));
    m_text->setFont(m_theme.font(common::TextSize::Body));
}

void WhyView::clear()
{
    m_cards.clear();
    while (QLayoutItem* item = m_chain->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
}

void WhyView::setSearching()
{
    m_provenance = {};
    clear();
    m_text->setText(tr("Following its words through the trace …"));
}

void WhyView::setProvenance(const Provenance& provenance)
{
    m_provenance = provenance;
    clear();
    build();
}

void WhyView::build()
{
    m_text->setText(common::safeText(m_provenance.text, 2000).text);
    const auto& hops = m_provenance.hops;
    for (std::size_t i = 0; i < hops.size(); ++i) {
        if (i > 0)
            m_chain->addWidget(new ChainLink(m_theme,
                                             hops[i].isLost && m_provenance.loss != Loss::Composed,
                                             m_scroll->widget()));
        if (hops[i].omitted > 0) {
            auto* omitted = new QLabel(tr("… %1 places between are not listed")
                                           .arg(static_cast<qulonglong>(hops[i].omitted)),
                                       m_scroll->widget());
            omitted->setTextFormat(Qt::PlainText);
            m_chain->addWidget(omitted);
        }
        auto* card = new EvidenceCard(m_theme, m_scroll->widget());
        card->setBlocks(blocksOf(m_provenance, i));
        card->setAccessibleName(
            tr("Hop %1 of %2: %3").arg(i + 1).arg(hops.size()).arg(card->accessibleName()));
        card->setSupport(glyphOf(m_provenance, hops[i]));
        card->installEventFilter(this);
        connect(card, &EvidenceCard::clicked, this, [this, i] { choose(i); });
        m_chain->addWidget(card);
        m_cards.push_back(card);
    }
    m_chain->addStretch(1);
    QWidget* before = m_back;
    for (EvidenceCard* card : m_cards) {
        setTabOrder(before, card);
        before = card;
    }
    showPlace();
}

EvidenceCard* WhyView::card(int hop) const
{
    return hop < 0 || hop >= count() ? nullptr : m_cards[static_cast<std::size_t>(hop)];
}

void WhyView::focusCard(int hop)
{
    if (EvidenceCard* one = card(hop)) {
        one->setFocus(Qt::OtherFocusReason);
        m_scroll->ensureWidgetVisible(one);
    }
}

void WhyView::choose(std::size_t hop)
{
    // The step first: choosing one gives up the place.
    const claims::TextPlace place = m_provenance.hops[hop].place;
    m_selection.setSpan(place.span);
    m_selection.setPlace(place);
}

void WhyView::showPlace()
{
    for (std::size_t i = 0; i < m_cards.size(); ++i)
        m_cards[i]->setChosen(m_selection.place() == m_provenance.hops[i].place);
}

int WhyView::focused() const
{
    const auto found = std::ranges::find_if(m_cards, &QWidget::hasFocus);
    return found == m_cards.end() ? -1 : static_cast<int>(found - m_cards.begin());
}

bool WhyView::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto& pressed = static_cast<const QKeyEvent&>(*event);
        const int key = pressed.modifiers() & ~Qt::KeypadModifier ? 0 : pressed.key();
        const bool isDown =
            key == Qt::Key_Down || common::keymap().matches(common::KeyCommand::NextClaim, pressed);
        if (isDown || key == Qt::Key_Up
            || common::keymap().matches(common::KeyCommand::PreviousClaim, pressed)) {
            focusCard(focused() + (isDown ? 1 : -1));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void WhyView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        emit backAsked();
    else if (focused() < 0 && event->key() == Qt::Key_Down)
        focusCard(0);
    else
        QWidget::keyPressEvent(event);
}

} // namespace traceview
