import { testPrograms } from '../lib/programs.ts'

testPrograms('session-07')
