// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>

class QLabel;

namespace signalbox::ui {

class ElidingLabel;
class Theme;

/// One figure with its name, unit and a line about it.
class KpiTile final : public QFrame
{
    Q_OBJECT

public:
    KpiTile(const Theme &theme, const QString &name, QWidget *parent);

    /// \a unit stands muted behind \a figure; \a note below both.
    void setFigure(const QString &figure, const QString &unit, const QString &note);

private:
    void fitToZoom();

    const Theme &m_theme;
    QString m_name;
    QLabel *m_figure;
    QLabel *m_unit;
    ElidingLabel *m_note;
};

} // namespace signalbox::ui
