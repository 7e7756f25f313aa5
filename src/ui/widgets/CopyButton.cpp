// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/CopyButton.h"

#include "ui/shell/Icon.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QToolTip>

namespace signalbox::ui {

namespace {
constexpr std::chrono::milliseconds confirmationTime{1'500};
}

CopyButton::CopyButton(const Theme &theme, const QString &name, Text text, QWidget *parent)
    : QToolButton(parent)
    , m_theme(theme)
    , m_text(std::move(text))
{
    setIcon(lineIcon(m_theme, IconName::Copy, IconTone::Muted));
    setToolTip(name);
    setAccessibleName(name);
    setTone(this, Tone::Flat);
    m_confirmed.setSingleShot(true);
    m_confirmed.setInterval(confirmationTime);
    connect(&m_confirmed, &QTimer::timeout, this,
            [this] { setIcon(lineIcon(m_theme, IconName::Copy, IconTone::Muted)); });
    connect(this, &QToolButton::clicked, this, &CopyButton::copy);
}

void CopyButton::copy()
{
    QGuiApplication::clipboard()->setText(m_text());
    setIcon(lineIcon(m_theme, IconName::Check, IconTone::Success));
    QToolTip::showText(mapToGlobal(rect().bottomLeft()), tr("Copied"), this, {},
                       static_cast<int>(confirmationTime.count()));
    m_confirmed.start();
}

} // namespace signalbox::ui
