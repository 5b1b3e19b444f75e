export { Simulation, type SimulationOptions, simulate } from './simulator/simulation.ts'
