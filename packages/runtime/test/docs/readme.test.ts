import { testDocument } from './document.ts'

testDocument('README.md')
