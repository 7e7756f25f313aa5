// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

namespace signalbox::ui {

class Theme;

/// Where the time of one exchange went, as one bar: before the provider, waiting for the first
/// token, receiving the rest. The figures stand beside it as text.
class TimingBar final : public QWidget
{
    Q_OBJECT

public:
    /// Microseconds; all three add up to the whole.
    struct Parts
    {
        qint64 overheadUs = 0;
        qint64 waitUs = 0;
        qint64 generationUs = 0;
    };
    enum class Part : quint8 { Overhead, Wait, Generation };

    TimingBar(const Theme &theme, const Parts &parts, QWidget *parent);

    static QColor color(const Theme &theme, Part part);
    [[nodiscard]] QSize sizeHint() const override;

private:
    void paintEvent(QPaintEvent *event) override;

    const Theme &m_theme;
    Parts m_parts;
};

} // namespace signalbox::ui
