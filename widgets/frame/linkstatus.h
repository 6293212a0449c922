// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/link.h"
#include "widgets/accessible/parts.h"

#include <QString>
#include <QTimer>
#include <QWidget>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

class QToolButton;

namespace common {
class ElidedLabel;
class Theme;
} // namespace common

namespace frame {

// What comes in and how well, as values; absent when there is no such thing.
struct LinkSnapshot
{
    QString listener; // "otlp 127.0.0.1:4318"; empty when nothing listens
    std::vector<telemetry::LinkStatus> links; // endpoints and back ends
    telemetry::Timestamp now; // what ages count from
    std::optional<bool> controlPlane; // whether it answers; none: there is none, or not asked yet
    std::int64_t healthBacklog = 0;
    std::uint64_t rejected = 0;
    std::uint64_t refused = 0;
    std::uint64_t duplicates = 0;
    std::int64_t recordingBytes = 0; // of the file alone
    std::int64_t logBytes = 0; // of SQLite's log beside it
    QString recordingName;
    QString recordingPath;
};

// Since when nothing has come on any link, when something has and all are silent by now.
std::optional<telemetry::Timestamp> silentSince(const std::vector<telemetry::LinkStatus>& links);

// "3 generations not judged yet"; empty when all are.
QString unjudgedText(std::int64_t generations);

// The line at the bottom: link, recorder, losses. In replay it names the recording.
class LinkStatus final : public QWidget, public accessible::Parts
{
    Q_OBJECT

public:
    explicit LinkStatus(const common::Theme& theme, QWidget* parent = nullptr);
    void setLive(const LinkSnapshot& snapshot);
    // `isGrowing`: somebody else is writing to it right now.
    void setReplay(const QString& recordingName, std::int64_t bytes, bool isGrowing = false);
    // Who vouches for the recording, in a sentence; empty: nobody had to.
    void setOrigin(const QString& origin);
    // In place of the link for some seconds: what was just done.
    void tell(const QString& text, std::chrono::milliseconds stay = std::chrono::seconds(4));

    // The shared room: its state in a few words, who is there as a tip. Empty: there is none.
    void setRoom(const QString& text, const QString& tip, bool isTroubled);

    // That sound and notifications are off, until when, and as a tip what that means. Empty: they
    // are not.
    void setQuiet(const QString& text, const QString& tip);

    QAccessible::Role toldRole() const override { return QAccessible::StatusBar; }

signals:
    void roomClicked();
    void quietClicked();
    // A connection that stood is lost, or is back, in words; not what is so at the first look.
    void standingChanged(const QString& words, bool isLost);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void styleRoom();
    void tellStanding(const LinkSnapshot& snapshot);

    const common::Theme& m_theme;
    QString m_origin;
    common::ElidedLabel* m_link;
    common::ElidedLabel* m_told; // hidden when there is nothing
    QTimer m_stay;
    QToolButton* m_quiet; // hidden when it is not
    QToolButton* m_room; // hidden when there is none
    bool m_isRoomTroubled = false;
    std::map<QString, bool> m_standing; // of links by name: whether it is lost
    common::ElidedLabel* m_recorder;
};

} // namespace frame
