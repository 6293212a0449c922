// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/frame/linkstatus.h"

#include "widgets/common/formats.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace frame {

namespace {

constexpr int kHeight = 26;
constexpr auto kStaleAfter = 15s;

QString linkText(const LinkSnapshot& snapshot)
{
    const QString listener =
        snapshot.listener.isEmpty() ? LinkStatus::tr("no listener") : snapshot.listener;
    if (!snapshot.sinceLastDelivery)
        return LinkStatus::tr("? %1 · nothing has come yet").arg(listener);
    const auto seconds =
        std::chrono::floor<std::chrono::seconds>(*snapshot.sinceLastDelivery).count();
    if (*snapshot.sinceLastDelivery > kStaleAfter)
        return LinkStatus::tr("◐ %1 · stale, nothing for %2 s").arg(listener).arg(seconds);
    return LinkStatus::tr("● %1 · %2 spans/s · last %3 s ago")
        .arg(listener, common::shortCountText(snapshot.spansPerSecond))
        .arg(seconds);
}

} // namespace

LinkStatus::LinkStatus(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_link(new QLabel(this))
    , m_recorder(new QLabel(this))
{
    setFixedHeight(kHeight);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(common::kSpace3, 0, common::kSpace3, 0);
    layout->addWidget(m_link);
    layout->addStretch(1);
    layout->addWidget(m_recorder);
    for (QLabel* label : {m_link, m_recorder}) {
        label->setTextFormat(Qt::PlainText);
        label->setFont(theme.font(common::TextSize::Small));
        label->setForegroundRole(QPalette::PlaceholderText);
    }
    connect(&theme, &common::Theme::changed, this, [this] {
        for (QLabel* label : {m_link, m_recorder})
            label->setFont(m_theme.font(common::TextSize::Small));
        update();
    });
}

void LinkStatus::setLive(const LinkSnapshot& snapshot)
{
    m_link->setText(linkText(snapshot));
    QString recorder =
        tr("%1 · %2").arg(snapshot.recordingName, common::bytesText(snapshot.recordingBytes));
    if (snapshot.healthBacklog > 0)
        recorder +=
            tr(" · %n generation(s) not judged yet", "", static_cast<int>(snapshot.healthBacklog));
    recorder += tr(" · duplicates %1 · rejected %2 · sent away %3")
                    .arg(snapshot.duplicates)
                    .arg(snapshot.rejected)
                    .arg(snapshot.refused);
    m_recorder->setText(recorder);
    setAccessibleName(m_link->text() + u" · "_s + recorder);
}

void LinkStatus::setReplay(const QString& recordingName, std::int64_t bytes)
{
    m_link->setText(tr("Recording: nothing is received and nothing can be commanded"));
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
