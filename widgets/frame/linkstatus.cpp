// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/frame/linkstatus.h"

#include "models/items/formats.h"
#include "models/items/linkmodel.h"
#include "widgets/common/elidedlabel.h"
#include "widgets/common/formats.h"
#include "widgets/common/measures.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/sources/linkdelegate.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace frame {

namespace {

constexpr int kLinkHeight = 26;

QString endpointText(const telemetry::LinkStatus& link, telemetry::Timestamp now)
{
    const QString name = common::safeLine(link.source, 60) + u' ' + sources::linkGlyph(link.state);
    switch (link.state) {
    case telemetry::LinkState::Connected:
    case telemetry::LinkState::Lagging:
        return LinkStatus::tr("%1 %2/s lag %3")
            .arg(name, link.itemsPerSecond ? common::shortCountText(*link.itemsPerSecond) : u"?"_s,
                 items::lagText(link));
    case telemetry::LinkState::Stale:
        return LinkStatus::tr("%1 stale %2")
            .arg(name, link.lastData ? common::ageText(now - *link.lastData) : QString());
    case telemetry::LinkState::Failing:
        return LinkStatus::tr("%1 failing").arg(name);
    case telemetry::LinkState::Waiting:
        return link.lastData
            ? LinkStatus::tr("%1 nothing for %2").arg(name, common::ageText(now - *link.lastData))
            : LinkStatus::tr("%1 nothing yet").arg(name);
    case telemetry::LinkState::Closed:
        break;
    }
    return LinkStatus::tr("%1 closed").arg(name);
}

QString linkText(const LinkSnapshot& snapshot)
{
    QStringList parts;
    for (const telemetry::LinkStatus& link : snapshot.links) {
        // A webhook that is told receives nothing here: only that it cannot be told is news.
        const bool isQuiet =
            link.source.starts_with("notify ") && link.state != telemetry::LinkState::Failing;
        if (link.service.empty() && !isQuiet)
            parts << endpointText(link, snapshot.now);
    }
    if (snapshot.listener.isEmpty())
        parts.prepend(LinkStatus::tr("✕ nothing is received here"));
    else if (parts.isEmpty())
        parts << LinkStatus::tr("? %1").arg(snapshot.listener);
    if (snapshot.controlPlane)
        parts << (*snapshot.controlPlane ? LinkStatus::tr("control plane ●")
                                         : LinkStatus::tr("✕ control plane cannot be reached"));
    return parts.join(u" · "_s);
}

// Nothing: it never stood, which is neither.
std::optional<bool> isLost(const telemetry::LinkStatus& link)
{
    switch (link.state) {
    case telemetry::LinkState::Connected:
    case telemetry::LinkState::Lagging:
        return false;
    case telemetry::LinkState::Stale:
    case telemetry::LinkState::Failing:
    case telemetry::LinkState::Closed:
        return true;
    case telemetry::LinkState::Waiting:
        break;
    }
    return link.lastData ? std::optional(true) : std::nullopt;
}

} // namespace

std::optional<telemetry::Timestamp> silentSince(const std::vector<telemetry::LinkStatus>& links)
{
    std::optional<telemetry::Timestamp> newest;
    for (const telemetry::LinkStatus& link : links) {
        if (!link.service.empty() || !link.lastData)
            continue;
        const bool isComing = link.state == telemetry::LinkState::Connected
            || link.state == telemetry::LinkState::Lagging;
        if (isComing)
            return {};
        newest = std::max(newest.value_or(*link.lastData), *link.lastData);
    }
    return newest;
}

QString unjudgedText(std::int64_t generations)
{
    if (generations <= 0)
        return {};
    return items::countedText(generations, LinkStatus::tr("1 generation not judged yet"),
                              LinkStatus::tr("%1 generations not judged yet"));
}

LinkStatus::LinkStatus(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_link(new common::ElidedLabel(this))
    , m_told(new common::ElidedLabel(this))
    , m_quiet(new QToolButton(this))
    , m_room(new QToolButton(this))
    , m_recorder(new common::ElidedLabel(this))
{
    common::keepHeight(theme, *this, kLinkHeight);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(common::kSpace3, 0, common::kSpace3, 0);
    layout->addWidget(m_link);
    layout->addWidget(m_told);
    layout->addStretch(1);
    layout->addWidget(m_quiet);
    layout->addWidget(m_room);
    layout->addWidget(m_recorder);
    for (QToolButton* button : {m_quiet, m_room}) {
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->hide();
    }
    m_quiet->setObjectName(u"quiet"_s);
    m_room->setObjectName(u"room"_s);
    connect(m_quiet, &QToolButton::clicked, this, &LinkStatus::quietClicked);
    connect(m_room, &QToolButton::clicked, this, &LinkStatus::roomClicked);
    styleRoom();
    for (common::ElidedLabel* label : {m_link, m_told, m_recorder}) {
        label->setFont(theme.font(common::TextSize::Small));
        label->setForegroundRole(QPalette::PlaceholderText);
    }
    m_told->setObjectName(u"told"_s);
    m_told->setForegroundRole(QPalette::WindowText);
    m_told->hide();
    m_stay.setSingleShot(true);
    connect(&m_stay, &QTimer::timeout, this, [this] {
        m_told->hide();
        m_link->show();
    });
    connect(&theme, &common::Theme::changed, this, [this] {
        for (common::ElidedLabel* label : {m_link, m_told, m_recorder})
            label->setFont(m_theme.font(common::TextSize::Small));
        styleRoom();
        update();
    });
}

void LinkStatus::tell(const QString& text, std::chrono::milliseconds stay)
{
    m_told->setText(text);
    m_told->setAccessibleName(text);
    m_link->hide();
    m_told->show();
    m_stay.start(stay);
}

void LinkStatus::setRoom(const QString& text, const QString& tip, bool isTroubled)
{
    m_room->setVisible(!text.isEmpty());
    m_room->setText(text);
    m_room->setToolTip(common::plainToolTip(tip));
    m_room->setAccessibleName(tr("Shared room: %1").arg(text));
    m_room->setAccessibleDescription(tip);
    m_isRoomTroubled = isTroubled;
    styleRoom();
}

void LinkStatus::setQuiet(const QString& text, const QString& tip)
{
    m_quiet->setVisible(!text.isEmpty());
    m_quiet->setText(text);
    m_quiet->setToolTip(common::plainToolTip(tip));
    m_quiet->setAccessibleName(text);
    m_quiet->setAccessibleDescription(tip);
}

void LinkStatus::styleRoom()
{
    m_quiet->setFont(m_theme.font(common::TextSize::Small));
    m_room->setFont(m_theme.font(common::TextSize::Small));
    QPalette colors = palette();
    const QColor color = m_theme.color(m_isRoomTroubled ? common::ColorRole::Severity2
                                                        : common::ColorRole::TextSecondary);
    colors.setColor(QPalette::ButtonText, color);
    colors.setColor(QPalette::WindowText, color);
    m_room->setPalette(colors);
}

void LinkStatus::tellStanding(const LinkSnapshot& snapshot)
{
    const auto take = [this](const QString& name, bool isLost, const QString& lost) {
        const auto [known, isFirst] = m_standing.try_emplace(name, isLost);
        if (isFirst || known->second == isLost)
            return;
        known->second = isLost;
        emit standingChanged(isLost ? lost : tr("%1 is back").arg(name), isLost);
    };
    for (const telemetry::LinkStatus& link : snapshot.links) {
        const QString name = common::safeLine(link.source, 60);
        const auto lost = isLost(link);
        if (link.service.empty() && lost)
            take(name, *lost,
                 tr("Connection lost: %1, %2").arg(name, items::linkStateText(link.state)));
    }
    if (snapshot.controlPlane)
        take(tr("control plane"), !*snapshot.controlPlane, tr("control plane cannot be reached"));
}

void LinkStatus::setLive(const LinkSnapshot& snapshot)
{
    tellStanding(snapshot);
    m_link->setText(linkText(snapshot));
    const bool isPlaneLost = snapshot.controlPlane.has_value() && !*snapshot.controlPlane;
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText,
                    m_theme.color(isPlaneLost ? common::ColorRole::Severity2
                                              : common::ColorRole::TextSecondary));
    m_link->setPalette(colors);
    m_link->setForegroundRole(QPalette::WindowText);
    m_link->setToolTip(common::plainToolTip(m_link->text() + u'\n' + snapshot.listener));
    QString recorder =
        tr("%1 · %2").arg(snapshot.recordingName, common::bytesText(snapshot.recordingBytes));
    if (snapshot.healthBacklog > 0)
        recorder += u" · "_s + unjudgedText(snapshot.healthBacklog);
    recorder += tr(" · duplicates %1 · rejected %2 · deliveries refused %3")
                    .arg(snapshot.duplicates)
                    .arg(snapshot.rejected)
                    .arg(snapshot.refused);
    m_recorder->setText(recorder);
    m_recorder->setToolTip(common::plainToolTip(
        recorder + u'\n' + snapshot.recordingPath + u"\n\n"_s
        + tr("The size is the file's. Beside it stand %1 of a log that is taken into it, and goes "
             "when nothing comes for a while or the recording ends.")
              .arg(common::bytesText(snapshot.logBytes))
        + u"\n\n"_s
        + tr("Rejected: items that could not be understood. Refused: deliveries that were turned "
             "away unread: more came than could be written (senders deliver those again), or they "
             "had no token or a wrong content type.")));
    setAccessibleName(m_link->text() + u" · "_s + recorder);
}

void LinkStatus::setOrigin(const QString& origin)
{
    m_origin = origin;
    m_recorder->setToolTip(origin);
}

void LinkStatus::setReplay(const QString& recordingName, std::int64_t bytes, bool isGrowing)
{
    m_link->setText(
        isGrowing ? tr("Following %1: what is written there is shown, nothing can be "
                       "commanded from here")
                        .arg(recordingName)
            : m_origin.isEmpty()
            ? tr("Recording: nothing is received and nothing can be commanded")
            : tr("Bundle: %1 Nothing is received and nothing can be commanded").arg(m_origin));
    m_recorder->setText(tr("%1 · %2").arg(recordingName, common::bytesText(bytes)));
    setAccessibleName(m_link->text());
}

void LinkStatus::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(common::ColorRole::Surface1));
    painter.setPen(m_theme.color(common::ColorRole::Line));
    painter.drawLine(0, 0, width(), 0);
}

} // namespace frame
