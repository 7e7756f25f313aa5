// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "ui/shell/Services.h"

#include <QDialog>

#include <memory>

class QTabWidget;

namespace signalbox::ui {

class Theme;

/// Shows how to point a client at the running proxy, with its real address, key and a model name
/// that works; each way can be copied.
class SnippetDialog final : public QDialog
{
    Q_OBJECT

public:
    SnippetDialog(const Theme &theme, const routing::ProxySettings &settings,
                  const QString &address, const models::Policy &policy, QWidget *parent);

private:
    QWidget *makePage(const QString &explanation, const QString &code);

    const Theme &m_theme;
    QTabWidget *m_tabs;
};

} // namespace signalbox::ui
