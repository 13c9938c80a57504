//! Tests of rooms as a whole, on the host.

#![cfg(not(target_arch = "wasm32"))]

mod background;
mod blueprint;
mod by_hand;
mod calendar;
mod calendars;
mod closing;
mod corpora;
mod day_reports;
mod days;
mod demo;
mod every_collection;
mod export;
mod export_back;
mod gates;
mod import_any;
mod import_broken;
mod import_crm;
mod import_desk;
mod import_forms;
mod import_kinds;
mod import_rules;
mod import_shapes;
mod import_speed;
mod import_update;
mod import_workbooks;
mod own_fields;
mod places;
mod plan_week;
mod planner;
mod policies;
mod pool;
mod python;
mod quarters;
mod quotes;
mod route;
mod routes;
mod shape;
mod sight;
mod sign;
mod team;
mod visits;
mod wanted;
mod workdays;
