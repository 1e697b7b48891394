//! The tables: every promise with what became of it, and every figure.

use std::fmt::Write;

use super::budget::{Budget, Unit};
use super::promises::BUDGETS;
use super::results::{Measured, Results};

/// The whole report as Markdown.
pub fn markdown(results: &Results) -> String {
    let mut text = "# Measured\n".to_owned();
    for run in &results.runs {
        let hasty = if run.quick { ", few repetitions" } else { "" };
        line(
            &mut text,
            &format!("\n{}, {}{hasty}.", run.begun, run.machine),
        );
    }
    let titles: Vec<&str> = results.titles().into_iter().collect();
    line(&mut text, &format!("\n{}.", titles.join(" · ")));
    line(&mut text, "\nMedian (lowest–highest).\n");
    text += &budgets(results);
    text += &tables(results);
    text
}

/// Every figure as Markdown.
pub fn tables(results: &Results) -> String {
    let whats = results.whats().into_iter();
    whats.map(|what| figures(results, what)).collect()
}

fn budgets(results: &Results) -> String {
    let mut text = String::new();
    line(
        &mut text,
        "| What | Ours | Best peer | Ours ÷ peer | Budget | |",
    );
    line(&mut text, "|---|---:|---|---:|---:|---|");
    for budget in BUDGETS {
        line(&mut text, &row(budget, results));
    }
    text
}

fn row(budget: &Budget, results: &Results) -> String {
    let ours = budget.ours(results);
    let rival = budget.rival(results);
    let ratio = ours
        .zip(rival)
        .map(|(ours, (_, peer))| ours.median / peer.median);
    let bound = budget.bound(results).map(|bound| budget.unit.show(bound));
    let bound = bound.filter(|bound| !budget.in_words().contains(bound));
    let verdict = match budget.is_met(results) {
        Some(true) => "met",
        Some(false) => "**missed**",
        None => "not measured",
    };
    let cells =
        [
            budget.promise.to_owned(),
            or_dash(ours.map(|ours| spread(ours, budget.unit))),
            or_dash(rival.map(|(name, peer)| {
                format!("{} {}", results.name(name), spread(peer, budget.unit))
            })),
            or_dash(ratio.map(|ratio| format!("{ratio:.2}"))),
            match bound {
                Some(bound) => format!("{} = {bound}", budget.in_words()),
                None => budget.in_words(),
            },
            verdict.to_owned(),
        ];
    format!("| {} |", cells.join(" | "))
}

/// One quantity of all systems, under all circumstances.
fn figures(results: &Results, what: &str) -> String {
    let mut systems: Vec<&str> = Vec::new();
    let mut places: Vec<&str> = Vec::new();
    for figure in results.figures().filter(|figure| figure.what == what) {
        if !systems.contains(&figure.system.as_str()) {
            systems.push(&figure.system);
        }
        if !places.contains(&figure.at.as_str()) {
            places.push(&figure.at);
        }
    }
    let mut text = format!("\n## {what}\n\n");
    let titles: Vec<&str> = systems.iter().map(|name| results.name(name)).collect();
    line(&mut text, &format!("| | {} |", titles.join(" | ")));
    line(
        &mut text,
        &format!("|---|{}", "---:|".repeat(systems.len())),
    );
    for at in places {
        let cells = systems.iter().map(|system| {
            let mut figures = results.figures();
            let figure = figures.find(|f| f.what == what && f.at == at && f.system == *system);
            or_dash(figure.map(|figure| match Unit::of(what) {
                Some(unit) => spread(figure.measured(), unit),
                None => format!("{:.0}", figure.measured().median),
            }))
        });
        let cells: Vec<String> = cells.collect();
        line(&mut text, &format!("| {at} | {} |", cells.join(" | ")));
    }
    text
}

/// `789 (750–820) ms`, or the value alone where there is no spread.
fn spread(measured: Measured, unit: Unit) -> String {
    let Measured { median, low, high } = measured;
    let [(median, name), (low, least), (high, most)] =
        [median, low, high].map(|value| unit.parts(value));
    match low == high && least == most {
        true => format!("{median}{name}"),
        false if least == most => format!("{median} ({low}–{high}){name}"),
        false => format!("{median}{name} ({low}{least}–{high}{most})"),
    }
}

fn or_dash(text: Option<String>) -> String {
    text.unwrap_or_else(|| "–".to_owned())
}

fn line(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("a string takes every line");
}
