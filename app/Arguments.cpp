// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/Arguments.h"

#include "models/base/NearestName.h"

#include <algorithm>
#include <array>

namespace signalbox::app {

namespace {

enum class Takes : quint8 { Nothing, Value };

struct Option
{
    QLatin1String name;
    Takes takes;
};

constexpr std::array knownOptions{
    Option{QLatin1String("headless"), Takes::Nothing},
    Option{QLatin1String("policy"), Takes::Value},
    Option{QLatin1String("listen"), Takes::Value},
    Option{QLatin1String("data-dir"), Takes::Value},
    Option{QLatin1String("client-key"), Takes::Value},
    Option{QLatin1String("no-client-key"), Takes::Nothing},
    Option{QLatin1String("route"), Takes::Value},
    Option{QLatin1String("client"), Takes::Value},
    Option{QLatin1String("junit"), Takes::Value},
    Option{QLatin1String("help"), Takes::Nothing},
    Option{QLatin1String("version"), Takes::Nothing},
};

// What QGuiApplication and QApplication take out of argv, and whether a value follows.
constexpr std::array qtOptions{
    Option{QLatin1String("platform"), Takes::Value},
    Option{QLatin1String("platformpluginpath"), Takes::Value},
    Option{QLatin1String("platformtheme"), Takes::Value},
    Option{QLatin1String("plugin"), Takes::Value},
    Option{QLatin1String("qwindowgeometry"), Takes::Value},
    Option{QLatin1String("geometry"), Takes::Value},
    Option{QLatin1String("qwindowicon"), Takes::Value},
    Option{QLatin1String("icon"), Takes::Value},
    Option{QLatin1String("qwindowtitle"), Takes::Value},
    Option{QLatin1String("title"), Takes::Value},
    Option{QLatin1String("session"), Takes::Value},
    Option{QLatin1String("display"), Takes::Value},
    Option{QLatin1String("style"), Takes::Value},
    Option{QLatin1String("stylesheet"), Takes::Value},
    Option{QLatin1String("reverse"), Takes::Nothing},
    Option{QLatin1String("widgetcount"), Takes::Nothing},
};

template<typename Options>
const Option *find(const Options &list, const QString &name)
{
    const auto *found = std::ranges::find(list, name, &Option::name);
    return found == list.end() ? nullptr : &*found;
}

QString unknownOption(const QString &argument, const QString &name)
{
    QStringList names;
    for (const Option &option : knownOptions)
        names.append(option.name);
    // What stands behind = may be a client key.
    const QString shown = argument.section(u'=', 0, 0);
    const QString nearest = models::nearestName(name, names);
    return QStringLiteral("Unknown option %1.").arg(quoted(shown))
        + (nearest.isEmpty() ? QStringLiteral(" See signalbox --help.")
                             : QStringLiteral(" Did you mean \"--%1\"?").arg(nearest));
}

/// One argument that begins with a dash, taken apart.
struct Written
{
    bool isLong = false;
    QString name;
    std::optional<QString> value; ///< behind =, which may be nothing
};

Written takeApart(const QString &argument)
{
    if (argument == QLatin1String("-h") || argument == QLatin1String("-?"))
        return {.isLong = true, .name = helpOption, .value = {}};
    if (argument == QLatin1String("-v") || argument == QLatin1String("-V"))
        return {.isLong = true, .name = versionOption, .value = {}};
    Written written;
    written.isLong = argument.startsWith(QLatin1String("--"));
    const QString bare = argument.mid(written.isLong ? 2 : 1);
    written.name = bare.section(u'=', 0, 0);
    if (bare.contains(u'='))
        written.value = bare.mid(written.name.size() + 1);
    return written;
}

/// The value of an option at \a index that takes one: its own, or the next argument, which is used
/// up. An option in its place means that the value was forgotten.
QString takeValue(const Written &written, const QStringList &arguments, qsizetype &index)
{
    if (written.value)
        return *written.value;
    QString next = arguments.value(index + 1);
    if (next.startsWith(QLatin1String("--")))
        return {};
    ++index;
    return next;
}

/// Takes the option at \a index, and its value, which may be the next argument.
void takeOption(const QStringList &arguments, qsizetype &index, Arguments &sorted)
{
    const Written written = takeApart(arguments[index]);
    const QString &name = written.name;
    const Option *option = written.isLong ? find(knownOptions, name) : nullptr;
    if (const Option *qtOption = find(qtOptions, name); !option && qtOption) {
        sorted.hasQtOptions = true;
        if (qtOption->takes == Takes::Value)
            takeValue(written, arguments, index);
        return;
    }
    if (!option) {
        sorted.fault = unknownOption(arguments[index], name);
        return;
    }
    if (option->takes == Takes::Nothing && written.value) {
        sorted.fault = QStringLiteral("--%1 takes no value.").arg(name);
        return;
    }
    const bool takesValue = option->takes == Takes::Value;
    const QString value = takesValue ? takeValue(written, arguments, index) : QString();
    if (takesValue && value.isEmpty())
        sorted.fault = QStringLiteral("--%1 needs a value.").arg(name);
    else if (sorted.options.contains(name))
        sorted.fault = QStringLiteral("--%1 is given twice.").arg(name);
    else
        sorted.options.insert(name, value);
}

} // namespace

Arguments Arguments::sort(const QStringList &arguments)
{
    Arguments sorted;
    bool onlyOthers = false;
    for (qsizetype i = 0; i < arguments.size() && !sorted.fault; ++i) {
        const QString &argument = arguments[i];
        if (!onlyOthers && argument == QLatin1String("--"))
            onlyOthers = true;
        else if (!onlyOthers && argument.startsWith(u'-') && argument.size() > 1)
            takeOption(arguments, i, sorted);
        else
            sorted.others.append(argument);
    }
    return sorted;
}

std::optional<QString> Arguments::valueOf(QLatin1String name) const
{
    const auto found = options.constFind(name);
    return found == options.constEnd() ? std::nullopt : std::optional(*found);
}

std::optional<QString> Arguments::misplaced(const QString &command,
                                            std::initializer_list<QLatin1String> allowed) const
{
    for (const Option &option : knownOptions) {
        if (has(option.name) && std::ranges::count(allowed, option.name) == 0)
            return QStringLiteral("--%1 does not go with %2.").arg(option.name, command);
    }
    return std::nullopt;
}

QString quoted(const QString &text)
{
    QString shown = text.left(80);
    for (QChar &c : shown) {
        if (!c.isPrint())
            c = u'?';
    }
    return u'"' + shown + u'"';
}

} // namespace signalbox::app
