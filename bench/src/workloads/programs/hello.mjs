// What `startup` gives to Node.

console.log('hello')
