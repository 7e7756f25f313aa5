// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"
#include "models/routetests/RouteTests.h"
#include "ui/rules/simulator/AskedRequest.h"

#include <QStringList>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace signalbox::ui {

class Theme;

/// A request to type in: by the fields of a form, or as the body that a client would send. Who asks
/// and with which headers is the same for both.
class RequestEditor final : public QWidget
{
    Q_OBJECT

public:
    enum class Mode : quint8 { Form, Body };

    /// \a theme outlives the editor.
    RequestEditor(const Theme &theme, QWidget *parent);

    /// Another mode shows the same request: the form's as a body, unless a body was written since.
    void setMode(Mode mode);
    [[nodiscard]] Mode mode() const { return m_mode; }
    /// What may be asked for, and by whom; anything else may be typed as well.
    void setNames(const QStringList &models, const QStringList &clients);
    /// Asks for \a model, unless the user has chosen one.
    void suggestModel(const QString &model);
    /// Shows \a request as a body.
    void setRequest(const models::RouteCaseRequest &request);
    /// What is typed in, or a sentence about what no request can be made of. The body is as it was
    /// typed: whether it can be read is for the simulation to say.
    [[nodiscard]] models::Result<models::RouteCaseRequest, QString> request() const;

signals:
    /// By the user.
    void edited();
    void modeChanged(Mode mode);

private:
    void buildForm();
    void buildBody();
    void fitToTheme();
    void showRows();
    void fillBody();
    [[nodiscard]] AskedRequest asked() const;

    const Theme &m_theme;
    Mode m_mode = Mode::Form;
    QFormLayout *m_rows;
    QComboBox *m_model;
    QPlainTextEdit *m_system;
    QPlainTextEdit *m_user;
    QWidget *m_extras;
    QSpinBox *m_tools;
    QCheckBox *m_schema;
    QCheckBox *m_stream;
    QLineEdit *m_path;
    QComboBox *m_route;
    QPlainTextEdit *m_body;
    QComboBox *m_client;
    QPlainTextEdit *m_headers;
    bool m_isModelChosen = false;
    bool m_isFilling = false;
};

} // namespace signalbox::ui
