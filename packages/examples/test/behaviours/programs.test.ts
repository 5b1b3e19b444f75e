import { testPrograms } from '../lib/programs.ts'

testPrograms('behaviours')
