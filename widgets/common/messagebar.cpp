// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/messagebar.h"

#include "widgets/common/icons.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace common {

namespace {

constexpr int kStripe = 3;
constexpr int kMessageIconSize = 16;
constexpr int kWidest = 640; // where it floats
constexpr std::chrono::milliseconds kForLetter(40); // to read it

} // namespace

MessageBar::MessageBar(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_action(new QPushButton(this))
    , m_dismiss(new QToolButton(this))
{
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_dismiss->setAutoRaise(true);
    m_dismiss->setIcon(icon(theme, u"close"_s, ColorRole::TextSecondary));
    m_dismiss->setAccessibleName(tr("Dismiss the message"));
    m_dismiss->setToolTip(tr("Dismiss"));
    m_dismiss->setFocusPolicy(Qt::StrongFocus);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(kStripe + kSpace3, kSpace2, kSpace2, kSpace2);
    layout->setSpacing(kSpace2);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action, 0, Qt::AlignTop);
    layout->addWidget(m_dismiss, 0, Qt::AlignTop);

    connect(m_action, &QPushButton::clicked, this, &MessageBar::actionTriggered);
    connect(m_dismiss, &QToolButton::clicked, this, [this] {
        clear();
        emit dismissed();
    });
    connect(&theme, &Theme::changed, this, &MessageBar::restyle);
    m_leaving.setSingleShot(true);
    connect(&m_leaving, &QTimer::timeout, this, [this] {
        // Nor is it over before it was seen.
        if (!isVisible() || underMouse() || isAncestorOf(QApplication::focusWidget()))
            startLeaving();
        else
            clear();
    });
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    hide();
}

void MessageBar::say(Kind kind, const QString& text, const QString& actionText)
{
    m_isOfDone = false;
    tell(kind, text, actionText);
}

void MessageBar::sayDone(const QString& text)
{
    m_isOfDone = true;
    tell(Kind::Info, text, tr("Undo"));
}

void MessageBar::tell(Kind kind, const QString& text, const QString& actionText)
{
    m_kind = kind;
    m_text->setText(text);
    m_action->setText(actionText);
    m_action->setVisible(!actionText.isEmpty());
    setAccessibleName(text);
    restyle();
    place();
    show();
    startLeaving();
}

void MessageBar::floatOver(QWidget& area, std::chrono::milliseconds stay)
{
    m_area = &area;
    m_stay = stay;
    area.installEventFilter(this);
    place();
}

void MessageBar::floatAbove(const std::vector<QWidget*>& lower)
{
    for (QWidget* each : lower) {
        m_lower.emplace_back(each);
        each->installEventFilter(this);
    }
    place();
}

void MessageBar::place()
{
    if (!m_area || parentWidget() == nullptr)
        return;
    const int room = m_area->width() - 2 * kSpace3;
    layout()->activate();
    const int width = std::max(std::min(room, kWidest), layout()->minimumSize().width());
    const int height = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width)
                                                     : layout()->totalSizeHint().height();
    const QPoint corner = m_area->mapTo(parentWidget(), QPoint(0, m_area->height()));
    int edge = corner.y() - kSpace3;
    for (const QPointer<QWidget>& each : m_lower) {
        if (each && each->isVisibleTo(parentWidget()))
            edge = std::min(edge, each->mapTo(parentWidget(), QPoint()).y() - kSpace1);
    }
    const int top = std::max(corner.y() - m_area->height(), edge - height); // its beginning is read
    setGeometry(corner.x() + std::max(0, (m_area->width() - width) / 2), top, width, height);
    raise();
}

void MessageBar::startLeaving()
{
    if (m_area && m_kind == Kind::Info && (m_isOfDone || m_action->text().isEmpty()))
        m_leaving.start((m_isOfDone ? 2 : 1) * m_stay + kForLetter * text().size());
    else
        m_leaving.stop();
}

bool MessageBar::eventFilter(QObject* watched, QEvent* event)
{
    const bool isMoved = event->type() == QEvent::Resize || event->type() == QEvent::Move;
    const bool isShownOrGone = event->type() == QEvent::Show || event->type() == QEvent::Hide;
    if (!isHidden() && (isMoved || (isShownOrGone && watched != m_area)))
        place();
    return QWidget::eventFilter(watched, event);
}

void MessageBar::clear()
{
    m_leaving.stop();
    m_text->clear();
    hide();
}

QString MessageBar::text() const
{
    return m_text->text();
}

ColorRole MessageBar::role() const
{
    switch (m_kind) {
    case Kind::Error:
        return ColorRole::Severity1;
    case Kind::Warning:
        return ColorRole::Severity2;
    case Kind::Info:
        break;
    }
    return ColorRole::Accent;
}

void MessageBar::restyle()
{
    const QString name = m_kind == Kind::Error ? u"error"_s
        : m_kind == Kind::Warning              ? u"warning"_s
                                               : u"info"_s;
    m_icon->setPixmap(icon(m_theme, name, role())
                          .pixmap(QSize(kMessageIconSize, kMessageIconSize), devicePixelRatioF()));
    m_text->setFont(m_theme.font(TextSize::Body));
    if (!isHidden())
        place();
    update();
}

void MessageBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorRole::Surface2));
    if (m_area) {
        painter.setPen(m_theme.color(ColorRole::Line));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
    painter.fillRect(QRect(0, 0, kStripe, height()), m_theme.color(role()));
}

} // namespace common
